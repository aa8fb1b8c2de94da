package dev.multiprocess.ipc.adapter;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * An {@link java.io.InputStream} as another process calls it.
 */
@Adapter
public interface RemoteInput extends AutoCloseable {

	/**
	 * Reads what is there, waiting for at least one byte.
	 * @param max the most bytes to return
	 * @return one byte or more, or null at the end
	 * @throws IOException as thrown by the stream
	 */
	byte @Nullable [] read(int max) throws IOException;

	/**
	 * Skips bytes.
	 * @param count the most bytes to skip
	 * @return the number of bytes skipped
	 * @throws IOException as thrown by the stream
	 */
	long skip(long count) throws IOException;

	/**
	 * Returns how many bytes can be read without waiting.
	 * @return an estimate
	 * @throws IOException as thrown by the stream
	 */
	int available() throws IOException;

	@Override
	void close() throws IOException;

}
