package dev.multiprocess.ipc.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * Methods that take, keep, use and return streams. A stream made there leaves the event
 * {@code closed <name>} when it is closed.
 */
@RemoteInterface
public interface FooStreams {

	/** Returns a stream of so many bytes, each the low byte of its position. */
	InputStream input(String name, long length);

	/** Returns one that fails after so many bytes. */
	InputStream failing(int length);

	/** Returns one whose every read waits for {@link #open}. */
	InputStream gated(String name);

	void open(String name);

	/**
	 * Reads a stream of the caller to its end; returns how many bytes were as expected.
	 */
	long count(InputStream input) throws IOException;

	/** Reads so many bytes one by one and leaves the rest. */
	List<Integer> readSome(InputStream input, int count) throws IOException;

	/** Returns two streams of different types at once. */
	AutoCloseableParts parts(String input, String output);

	/** Closes a stream of the caller. */
	void close(AutoCloseableParts parts) throws IOException;

	/** Keeps a stream of the caller until the next one is kept. */
	void keep(String name, InputStream input);

	boolean isKept(String name, InputStream input);

	InputStream kept(String name);

	/** Returns a stream that counts what is written to it. */
	OutputStream output(String name);

	/** Returns how many bytes were as expected. */
	long written(String name);

	void write(OutputStream output, long length) throws IOException;

	/** Returns the numbers from zero; fails behind the last one if told to. */
	Iterator<Integer> numbers(int count, boolean failing);

	/** Returns how many of them were taken. */
	int taken();

	Iterator<byte[]> blocks(int count, int length);

	Stream<String> strings(String name, int count);

	long sum(Iterator<Integer> numbers);

	String join(Stream<String> strings);

	/** Returns a publisher of the numbers that are emitted, or fails with the last. */
	Flow.Publisher<Integer> publisher();

	/**
	 * Emits numbers from zero to all subscribers on the calling thread; ends if told to.
	 */
	void emit(int count, boolean failing);

	/** Returns how many have subscribed and not cancelled. */
	int subscribers();

	/** Subscribes to a publisher of the caller and keeps what comes. */
	void listen(Flow.Publisher<Integer> publisher);

	List<String> heard();

	/**
	 * A value with streams as leaves.
	 *
	 * @param input one
	 * @param outputs others
	 */
	record AutoCloseableParts(InputStream input, List<OutputStream> outputs) {
	}

}
