package dev.multiprocess.ipc.protocol;

import java.lang.ref.Cleaner;
import java.lang.ref.Cleaner.Cleanable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.adapter.Adapters;
import dev.multiprocess.ipc.adapter.Imported;
import dev.multiprocess.ipc.adapter.ImportedFuture;
import dev.multiprocess.ipc.transport.DaemonThread;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the peer that this program holds, one proxy for each.
 *
 * <p>
 * Each mention the peer sends is counted on the import that is alive then. When a proxy
 * is closed or collected its import leaves the table and its count is returned in one
 * release; a mention that arrives later makes a new import, so no count is lost or
 * returned twice. Safe for use by any number of threads.
 */
final class ImportTable {

	/** Runs only the hand-over to a connection's own threads; keeps no class loader. */
	private static final Cleaner cleaner = Cleaner.create((task) -> {
		Thread thread = DaemonThread.create("ipc-reaper", task);
		thread.setContextClassLoader(ImportTable.class.getClassLoader());
		return thread;
	});

	private final Connection connection;

	private final Dispatcher dispatcher;

	private final BiConsumer<Import, Integer> released;

	private final int limit;

	private final CollectionPressure pressure;

	private final ProxyTypes types;

	@GuardedBy("this")
	private final Map<Long, Import> byId = new HashMap<>();

	@GuardedBy("this")
	private final LostEarly lostEarly = new LostEarly();

	@GuardedBy("this")
	private @Nullable String closed;

	/**
	 * Creates an empty table.
	 * @param connection leads to the peer
	 * @param dispatcher tells futures and streams that they are gone
	 * @param limit the most objects that the peer may give at once
	 * @param released told of each import whose proxy was collected, with its count
	 */
	ImportTable(Connection connection, Dispatcher dispatcher, int limit, BiConsumer<Import, Integer> released) {
		this.connection = connection;
		this.dispatcher = dispatcher;
		this.limit = limit;
		this.types = new ProxyTypes(connection);
		this.pressure = new CollectionPressure(limit, connection.settings.executor());
		this.released = released;
	}

	/** Counts a mention and returns the proxy of the object, or what is around it. */
	Object mentioned(long id, List<InterfaceModel> interfaces) {
		Object face = mentionAgain(id);
		if (face == null) {
			face = mention(id, interfaces);
			// Outside of the lock: it may be a thread of ours that collects.
			this.pressure.holds(size());
		}
		return face;
	}

	private synchronized @Nullable Object mentionAgain(long id) {
		Import known = this.byId.get(id);
		Object face = (known != null) ? known.face() : null;
		if (known != null && face != null) {
			known.count++;
		}
		return face;
	}

	private Object mention(long id, List<InterfaceModel> interfaces) {
		Import known;
		Object face;
		synchronized (this) {
			face = mentionAgain(id);
			if (face != null) {
				return face;
			}
			known = this.byId.get(id);
			if (this.byId.size() >= this.limit && known == null) {
				throw new ProtocolException("The peer gave more than " + this.limit + " objects at once");
			}
			known = new Import(this.connection, id, this.types.of(interfaces), false);
			face = newProxy(known);
			known.count++;
			if (this.closed == null && !this.lostEarly.contains(id)) {
				this.byId.put(id, known);
				if (face instanceof ImportedFuture<?>) {
					this.connection.send(new ControlMessage.OfFuture(Futures.Step.AWAIT, id));
				}
				return face;
			}
			known.gone((this.closed != null) ? this.closed : LostEarly.REASON);
			this.connection.send(new ControlMessage.Release(id, 1));
		}
		lost(known, null);
		return face;
	}

	/** Returns a proxy of the peer's first object, which is not counted. */
	Object root(long id, InterfaceModel model) {
		Import root = new Import(this.connection, id, this.types.of(List.of(model)), true);
		Object proxy = RemoteInvocationHandler.newProxy(root);
		root.face(proxy);
		return proxy;
	}

	private Object newProxy(Import imported) {
		Object proxy = proxyOf(imported);
		Class<?> adapter = imported.type.adapter();
		Object face = (adapter != null) ? Adapters.wrap(adapter, proxy, new ImportLink(imported)) : proxy;
		imported.face(face);
		// Must not capture the proxy, nor anything that holds it. Not what is around it:
		// while a call is under way the proxy is held, but that may not be.
		imported.watch = cleaner.register(proxy, () -> collected(imported));
		return face;
	}

	/**
	 * Keeps an import until its proxy has been collected, since a frame is about to
	 * mention it; returns false if it is gone already.
	 */
	synchronized boolean hold(Import imported) {
		imported.held = true;
		return imported.gone() == null;
	}

	/**
	 * Takes an import out of the table that nobody needs any more, or leaves that to its
	 * collection if a frame mentions it that the peer may not have seen.
	 * @return its count, zero if it is out already or stays
	 */
	synchronized int settle(Import imported, String reason) {
		imported.unpin();
		return imported.held ? 0 : remove(imported, reason);
	}

	/**
	 * Tells a future or stream that it is gone, where user code may run.
	 * @param reason what to tell, or null for the end of the connection
	 */
	void lost(Import imported, @Nullable IpcException reason) {
		if (imported.face() instanceof Imported object) {
			// Why the connection has ended may not be known yet.
			this.dispatcher
				.execute(() -> object.lost((reason != null) ? reason : this.connection.failures.closed(true)));
		}
	}

	private static Object proxyOf(Import imported) {
		try {
			return RemoteInvocationHandler.newProxy(imported);
		}
		catch (IllegalArgumentException ex) {
			throw new ProtocolException("The peer sent an object that can be no " + imported.type, ex);
		}
	}

	private void collected(Import imported) {
		boolean closedBefore = imported.gone() != null;
		int count = remove(imported, "was collected");
		if (!closedBefore) {
			this.released.accept(imported, count);
		}
	}

	/**
	 * Takes an import out of the table.
	 * @return its count, zero if it is out already
	 */
	synchronized int remove(Import imported, String reason) {
		imported.gone(reason);
		int count = imported.count;
		imported.count = 0;
		this.byId.remove(imported.id, imported);
		return (this.closed != null) ? 0 : count;
	}

	synchronized @Nullable Import find(long id) {
		return this.byId.get(id);
	}

	/**
	 * Finds an import of which the peer says that it is gone; keeps in mind if there is
	 * none.
	 */
	synchronized @Nullable Import lost(long id) {
		Import known = this.byId.get(id);
		if (known == null) {
			this.lostEarly.add(id);
		}
		return known;
	}

	synchronized int size() {
		return this.byId.size();
	}

	/** Empties the table; everything in it is gone. Returns what was in it. */
	List<Import> close(String reason) {
		List<Import> all;
		synchronized (this) {
			this.closed = reason;
			all = List.copyOf(this.byId.values());
			this.byId.clear();
			all.forEach((imported) -> imported.gone(reason));
		}
		for (Import imported : all) {
			lost(imported, null);
			Cleanable watch = imported.watch;
			if (watch != null) {
				// The cleaner would hold the connection until the proxy is collected,
				// which what the connection serves may keep from happening.
				watch.clean();
			}
		}
		return all;
	}

}
