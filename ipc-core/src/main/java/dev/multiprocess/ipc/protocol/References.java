package dev.multiprocess.ipc.protocol;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc.Registration;
import dev.multiprocess.ipc.UnsupportedInterfaceException;
import dev.multiprocess.ipc.protocol.ControlMessage.Hello;
import dev.multiprocess.ipc.protocol.ControlMessage.Root;

/**
 * The objects that the two sides of a connection hold of each other, and what runs when
 * they are gone. Safe for use by any number of threads.
 */
final class References {

	private final Connection connection;

	private final ExportTable exports;

	private final ImportTable imports;

	private final Cleanups cleanups;

	private final Dispatcher dispatcher;

	private final Futures futures;

	private final Map<Class<?>, Object> roots = new ConcurrentHashMap<>();

	References(Connection connection, ConnectionSettings settings) {
		this.connection = connection;
		this.exports = new ExportTable(settings.locals(), this::mostExports,
				(id) -> connection.send(new ControlMessage.Gone(id)));
		this.dispatcher = new Dispatcher(settings.executor());
		this.imports = new ImportTable(connection, this.dispatcher, settings.limits().references(), this::released);
		this.futures = new Futures(connection);
		this.cleanups = new Cleanups(settings.executor());
	}

	/**
	 * The peer holds no more than it said, and this side gives no more than it was set.
	 */
	private int mostExports() {
		int own = this.connection.settings.limits().references();
		Hello peer = this.connection.peerStart.helloNow();
		return (peer != null) ? Math.min(own, peer.limits().references()) : own;
	}

	/** Returns a proxy of the peer's first object, the same for the same type. */
	<T> T root(Class<T> type) {
		Object proxy = this.roots.get(type);
		if (proxy == null) {
			Root root = this.connection.helloNow().root();
			InterfaceModel model = this.connection.bindings.model(type);
			if (!root.interfaces().contains(model.name())) {
				throw new UnsupportedInterfaceException(model.name(), root.interfaces());
			}
			this.connection.caller.bind(type);
			Object created = this.imports.root(root.id(), model);
			Object other = this.roots.putIfAbsent(type, created);
			proxy = (other != null) ? other : created;
		}
		return type.cast(proxy);
	}

	ExportTable exports() {
		return this.exports;
	}

	ImportTable imports() {
		return this.imports;
	}

	/** Returns what runs user code that is no cleanup. */
	Dispatcher dispatcher() {
		return this.dispatcher;
	}

	Futures futures() {
		return this.futures;
	}

	Registration addCleanup(Object proxy, Runnable callback) {
		Import imported = RemoteInvocationHandler.importOf(proxy);
		if (imported == null || imported.connection != this.connection) {
			throw new IllegalArgumentException(proxy + " is no proxy of this connection");
		}
		return this.cleanups.add(imported, callback);
	}

	/** Lets go of an object whose proxy was closed; its cleanups run on this thread. */
	void close(Import imported) {
		int count = this.imports.remove(imported, "was closed");
		if (count > 0) {
			this.connection.send(new ControlMessage.Release(imported.id, count));
		}
		this.connection.settings.locals().lost(imported.face());
		this.cleanups.runHere(imported);
	}

	/** Lets go of a future that is done: from now on it stands for nothing. */
	void settled(Import imported) {
		int count = this.imports.settle(imported, "was completed");
		if (count > 0) {
			released(imported, count);
		}
	}

	/** Lets go of an object that nobody closed. */
	private void released(Import imported, int count) {
		if (count > 0) {
			this.connection.send(new ControlMessage.Release(imported.id, count));
		}
		this.cleanups.runLater(imported);
	}

	/** Takes in that the peer has let go of an object. */
	void peerReleased(long id, int count) {
		this.cleanups.runLater(this.exports.release(id, count));
	}

	/** Takes back mentions in a frame that the peer does not take in. */
	void takeBack(List<Export> mentioned) {
		for (Export export : mentioned) {
			this.cleanups.runLater(this.exports.takeBack(export));
		}
	}

	/** Takes in that an object of the peer is gone although this side holds it. */
	void peerLost(long id) {
		Import imported = this.imports.lost(id);
		if (imported != null) {
			String reason = LostEarly.REASON;
			this.imports.lost(imported, new ConnectionClosedException(imported + " " + reason, true, null));
			released(imported, this.imports.remove(imported, reason));
			this.connection.settings.locals().lost(imported.face());
		}
	}

	/**
	 * Ends everything; the callbacks run on this thread, or on the cleanup thread, and
	 * the last one after them.
	 */
	void end(String reason, boolean here, Runnable last) {
		LocalObjects locals = this.connection.settings.locals();
		this.imports.close(reason).forEach((imported) -> locals.lost(imported.face()));
		this.roots.values().forEach(locals::lost);
		List<Runnable> work = this.exports.close();
		if (here) {
			this.cleanups.runAllHere();
			work.forEach(this.cleanups::runHere);
			last.run();
		}
		else {
			this.cleanups.runAllLater();
			this.cleanups.runLater(work);
			this.cleanups.runLater(List.of(last));
		}
	}

}
