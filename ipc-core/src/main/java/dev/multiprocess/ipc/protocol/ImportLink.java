package dev.multiprocess.ipc.protocol;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

import dev.multiprocess.ipc.adapter.Imported;
import dev.multiprocess.ipc.adapter.Link;

/**
 * Connects a future or stream of the peer to its connection. Safe for use by any number
 * of threads.
 */
final class ImportLink implements Link {

	/** The most bytes of a stream in one call. */
	private static final int LARGEST_CHUNK = 256 * 1024;

	private final Import target;

	ImportLink(Import target) {
		this.target = target;
	}

	@Override
	public int chunk() {
		Connection connection = this.target.connection;
		int limit = Math.min(connection.settings.limits().messageSize(), connection.helloNow().limits().messageSize());
		// The frame holds more than the chunk.
		return Math.min(LARGEST_CHUNK, limit / 2);
	}

	@Override
	public void execute(Runnable task) {
		this.target.connection.references.dispatcher().execute(task);
	}

	@Override
	public void cancel() {
		this.target.connection.send(new ControlMessage.OfFuture(Futures.Step.CANCEL, this.target.id));
	}

	@Override
	public <H extends InvocationHandler & Imported> Imported proxy(H handler, Class<?> type) {
		return (Imported) Proxy.newProxyInstance(ImportLink.class.getClassLoader(),
				new Class<?>[] { type, Imported.class }, handler);
	}

	@Override
	public void release() {
		this.target.connection.references.settled(this.target);
	}

}
