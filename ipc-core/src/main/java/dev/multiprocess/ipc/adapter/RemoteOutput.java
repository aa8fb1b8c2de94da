package dev.multiprocess.ipc.adapter;

import java.io.IOException;

/**
 * An {@link java.io.OutputStream} as another process calls it.
 */
@Adapter
public interface RemoteOutput extends AutoCloseable {

	/**
	 * Writes bytes.
	 * @param bytes the bytes
	 * @throws IOException as thrown by the stream
	 */
	void write(byte[] bytes) throws IOException;

	/**
	 * Flushes the stream.
	 * @throws IOException as thrown by the stream
	 */
	void flush() throws IOException;

	@Override
	void close() throws IOException;

}
