package dev.multiprocess.ipc.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes, keeps, uses and returns streams.
 */
public final class DefaultFooStreams implements FooStreams {

	private final Map<String, InputStream> inputs = new ConcurrentHashMap<>();

	private final Map<String, Pattern.Output> outputs = new ConcurrentHashMap<>();

	private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

	private final AtomicInteger taken = new AtomicInteger();

	private final Emitter emitter = new Emitter();

	private final List<String> heard = new CopyOnWriteArrayList<>();

	private final Consumer<String> events;

	public DefaultFooStreams(Consumer<String> events) {
		this.events = events;
	}

	@Override
	public InputStream input(String name, long length) {
		return new Pattern.Input(length) {

			@Override
			public void close() {
				DefaultFooStreams.this.events.accept("closed " + name);
			}

		};
	}

	@Override
	public InputStream failing(int length) {
		return new InputStream() {

			private int position;

			@Override
			public int read() throws IOException {
				if (this.position == length) {
					// Once: who does not pass it on sees an end.
					this.position++;
					throw new IOException("broken after " + length);
				}
				return (this.position > length) ? -1 : this.position++ & 0xff;
			}

			@Override
			public int read(byte[] target, int offset, int most) throws IOException {
				// That of the class keeps failures behind bytes to itself.
				return super.read(target, offset, Math.min(most, Math.max(1, length - this.position)));
			}

			@Override
			public int available() {
				return (this.position > length) ? 0 : length + 1 - this.position;
			}

		};
	}

	private CountDownLatch gate(String name) {
		return this.gates.computeIfAbsent(name, (key) -> new CountDownLatch(1));
	}

	@Override
	public InputStream gated(String name) {
		return new InputStream() {

			@Override
			public int read() throws IOException {
				try {
					gate(name).await();
				}
				catch (InterruptedException ex) {
					throw new IOException(ex);
				}
				return -1;
			}

		};
	}

	@Override
	public void open(String name) {
		gate(name).countDown();
	}

	@Override
	public long count(InputStream input) throws IOException {
		Pattern.Output counter = new Pattern.Output();
		input.transferTo(counter);
		return counter.right();
	}

	@Override
	public List<Integer> readSome(InputStream input, int count) throws IOException {
		List<Integer> read = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			read.add(input.read());
		}
		return read;
	}

	@Override
	public AutoCloseableParts parts(String input, String output) {
		return new AutoCloseableParts(input(input, 10), List.of(output(output)));
	}

	@Override
	public void close(AutoCloseableParts parts) throws IOException {
		parts.input().close();
		for (OutputStream output : parts.outputs()) {
			output.close();
		}
	}

	@Override
	public void keep(String name, InputStream input) {
		this.inputs.put(name, input);
	}

	@Override
	public boolean isKept(String name, InputStream input) {
		return this.inputs.get(name) == input;
	}

	@Override
	public InputStream kept(String name) {
		InputStream kept = this.inputs.get(name);
		if (kept == null) {
			throw new IllegalStateException(name);
		}
		return kept;
	}

	@Override
	public OutputStream output(String name) {
		Pattern.Output output = new Pattern.Output() {

			@Override
			public void close() {
				DefaultFooStreams.this.events.accept("closed " + name);
			}

		};
		this.outputs.put(name, output);
		return output;
	}

	@Override
	public long written(String name) {
		Pattern.Output output = this.outputs.get(name);
		return (output != null) ? output.right() : -1;
	}

	@Override
	public void write(OutputStream output, long length) throws IOException {
		new Pattern.Input(length).transferTo(output);
	}

	@Override
	public Iterator<Integer> numbers(int count, boolean failing) {
		return new Iterator<>() {

			private int next;

			@Override
			public boolean hasNext() {
				return this.next < count || failing;
			}

			@Override
			public Integer next() {
				if (this.next == count) {
					throw new IllegalStateException("no number " + count);
				}
				DefaultFooStreams.this.taken.incrementAndGet();
				return this.next++;
			}

		};
	}

	@Override
	public int taken() {
		return this.taken.get();
	}

	@Override
	public Iterator<byte[]> blocks(int count, int length) {
		return IntStream.range(0, count).mapToObj((index) -> new byte[length]).iterator();
	}

	@Override
	public Stream<String> strings(String name, int count) {
		return IntStream.range(0, count)
			.mapToObj(Integer::toString)
			.onClose(() -> this.events.accept("closed " + name));
	}

	@Override
	public long sum(Iterator<Integer> numbers) {
		long sum = 0;
		while (numbers.hasNext()) {
			sum += numbers.next();
		}
		return sum;
	}

	@Override
	public String join(Stream<String> strings) {
		return strings.collect(Collectors.joining(","));
	}

	@Override
	public Flow.Publisher<Integer> publisher() {
		return this.emitter;
	}

	@Override
	public void emit(int count, boolean failing) {
		this.emitter.emit(count, failing);
	}

	@Override
	public int subscribers() {
		return this.emitter.subscribers();
	}

	@Override
	public void listen(Flow.Publisher<Integer> publisher) {
		publisher.subscribe(new Listener(this.heard));
	}

	@Override
	public List<String> heard() {
		return List.copyOf(this.heard);
	}

}
