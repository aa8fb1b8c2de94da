package dev.multiprocess.ipc.benchmarks.contender;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A yardstick: a number there and back in memory that both processes have mapped, with
 * both sides spinning. Nothing between two processes is faster.
 */
public final class RawMemoryContender implements Contender {

	/** What it is called in a table. */
	public static final String NAME = "raw shared memory, both spinning";

	private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

	/** Far enough from each other that no prefetch of one takes the other along. */
	private static final int REQUEST = 0;

	private static final int REPLY = 256;

	private static final int SIZE = 4096;

	/** Instead of a request: spin no more until the next one. */
	private static final long REST = -1;

	private final ByteBuffer memory;

	private final ChildJvm worker;

	private long sequence;

	/**
	 * Starts a worker that maps the same file.
	 * @throws IOException if that failed
	 */
	public RawMemoryContender() throws IOException {
		Path memoryBacked = Path.of("/dev/shm");
		Path file = Files.isWritable(memoryBacked) ? Files.createTempFile(memoryBacked, "raw", null)
				: Files.createTempFile("raw", null);
		Files.write(file, new byte[SIZE]);
		this.memory = map(file);
		LONGS.setRelease(this.memory, REQUEST, REST);
		this.worker = new ChildJvm(Worker.class, file.toString());
		this.worker.readLine();
		// Both have mapped it.
		Files.delete(file);
	}

	private static ByteBuffer map(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			return channel.map(MapMode.READ_WRITE, 0, SIZE).order(ByteOrder.nativeOrder());
		}
	}

	private void roundTrip() {
		long number = ++this.sequence;
		LONGS.setRelease(this.memory, REQUEST, number);
		for (int spins = 1; (long) LONGS.getAcquire(this.memory, REPLY) != number; spins++) {
			Thread.onSpinWait();
			if (spins % (1 << 24) == 0 && !this.worker.isAlive()) {
				throw new IllegalStateException("The worker of the raw shared memory ended");
			}
		}
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Map<Operation, Action> actions() {
		return Map.of(Operation.ADD, this::roundTrip);
	}

	@Override
	public boolean sharedByThreads() {
		return false;
	}

	@Override
	public boolean waitsAtRest() {
		return false;
	}

	@Override
	public void rest() {
		LONGS.setRelease(this.memory, REQUEST, REST);
	}

	@Override
	public void close() {
		this.worker.close();
	}

	/**
	 * The other end.
	 */
	static final class Worker {

		private Worker() {
		}

		public static void main(String[] args) throws Exception {
			ChildJvm.endWithParent();
			ByteBuffer memory = map(Path.of(args[0]));
			System.out.println("ready");
			long answered = REST;
			while (true) {
				long number = (long) LONGS.getAcquire(memory, REQUEST);
				if (number == REST) {
					Thread.sleep(1);
				}
				else if (number != answered) {
					LONGS.setRelease(memory, REPLY, number);
					answered = number;
				}
				else {
					Thread.onSpinWait();
				}
			}
		}

	}

}
