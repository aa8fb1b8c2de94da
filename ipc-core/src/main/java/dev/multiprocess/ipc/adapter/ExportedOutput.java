package dev.multiprocess.ipc.adapter;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Serves the writes to an output stream of this program.
 */
final class ExportedOutput implements RemoteOutput, Exported {

	private final OutputStream stream;

	ExportedOutput(OutputStream stream) {
		this.stream = stream;
	}

	@Override
	public void write(byte[] bytes) throws IOException {
		this.stream.write(bytes);
	}

	@Override
	public void flush() throws IOException {
		this.stream.flush();
	}

	@Override
	public void close() throws IOException {
		this.stream.close();
	}

}
