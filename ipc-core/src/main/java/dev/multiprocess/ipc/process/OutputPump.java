package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads one output stream of a process so that it never waits for a reader.
 *
 * <p>
 * Its thread ends at the end of the stream: when the process, and every process that
 * inherited the stream from it, has ended. Anything else may be called by any thread.
 */
final class OutputPump {

	private static final int CHUNK = 64 * 1024;

	private final InputStream stream;

	private final OutputTail tail;

	private final OutputSink sink;

	private final CountDownLatch drained = new CountDownLatch(1);

	OutputPump(InputStream stream, OutputTail tail, OutputSink sink) {
		this.stream = stream;
		this.tail = tail;
		this.sink = sink;
	}

	/**
	 * Starts reading.
	 * @param threadName the name of the thread
	 */
	void start(String threadName) {
		Threads.start(threadName, this::run);
	}

	private void run() {
		byte[] chunk = new byte[CHUNK];
		try (this.stream) {
			int length = this.stream.read(chunk);
			while (length >= 0) {
				this.tail.append(chunk, length);
				byte[] bytes = chunk;
				int count = length;
				pass(() -> this.sink.append(bytes, count));
				length = this.stream.read(chunk);
			}
		}
		catch (IOException ignored) {
			// The process is gone, and with it its output.
		}
		finally {
			pass(this.sink::end);
			this.drained.countDown();
		}
	}

	/** An appender that fails must not leave the process without a reader. */
	private static void pass(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException | LinkageError | StackOverflowError ignored) {
			// There is nowhere to write it to.
		}
	}

	/**
	 * Waits for the end of the stream.
	 * @param limit the longest time to wait
	 * @throws InterruptedException if the thread is interrupted
	 */
	void awaitDrained(Duration limit) throws InterruptedException {
		this.drained.await(limit.toNanos(), TimeUnit.NANOSECONDS);
	}

}
