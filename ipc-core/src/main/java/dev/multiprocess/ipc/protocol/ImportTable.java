package dev.multiprocess.ipc.protocol;

import java.lang.ref.Cleaner;
import java.lang.ref.Cleaner.Cleanable;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.ProtocolException;
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

	/** Runs only the hand-over to a connection's own threads. */
	private static final Cleaner cleaner = Cleaner.create((task) -> {
		Thread thread = new Thread(task, "ipc-reaper");
		thread.setDaemon(true);
		return thread;
	});

	/** More than any program has classes; each costs memory that is never freed. */
	private static final int MOST_TYPES = 5_000;

	private final Connection connection;

	private final BiConsumer<Import, Integer> released;

	private final int limit;

	private final Map<List<InterfaceModel>, ProxyType> types = new ConcurrentHashMap<>();

	@GuardedBy("this")
	private final Map<Long, Import> byId = new HashMap<>();

	@GuardedBy("this")
	private @Nullable String closed;

	/**
	 * Creates an empty table.
	 * @param connection leads to the peer
	 * @param limit the most objects that the peer may give at once
	 * @param released told of each import whose proxy was collected, with its count
	 */
	ImportTable(Connection connection, int limit, BiConsumer<Import, Integer> released) {
		this.connection = connection;
		this.limit = limit;
		this.released = released;
	}

	/** Counts a mention and returns the proxy of the object. */
	synchronized Object mentioned(long id, List<InterfaceModel> interfaces) {
		Import known = this.byId.get(id);
		Object proxy = (known != null && known.proxy != null) ? known.proxy.get() : null;
		if (known == null || proxy == null) {
			known = new Import(this.connection, id, type(interfaces), false);
			proxy = newProxy(known);
			if (this.byId.size() >= this.limit && !this.byId.containsKey(id)) {
				throw new ProtocolException("The peer gave more than " + this.limit + " objects at once");
			}
			if (this.closed != null) {
				known.gone(this.closed);
			}
			else {
				this.byId.put(id, known);
			}
		}
		known.count++;
		return proxy;
	}

	/** Returns a proxy of the peer's first object, which is not counted. */
	Object root(long id, InterfaceModel model) {
		Import root = new Import(this.connection, id, type(List.of(model)), true);
		Object proxy = RemoteInvocationHandler.newProxy(root);
		root.proxy = new WeakReference<>(proxy);
		return proxy;
	}

	private ProxyType type(List<InterfaceModel> interfaces) {
		ProxyType known = this.types.get(interfaces);
		if (known == null) {
			if (this.types.size() >= MOST_TYPES) {
				throw new ProtocolException("The peer combined its interfaces in more than " + MOST_TYPES + " ways");
			}
			known = this.types.computeIfAbsent(interfaces, ProxyType::new);
		}
		return known;
	}

	private Object newProxy(Import imported) {
		Object proxy = proxyOf(imported);
		imported.proxy = new WeakReference<>(proxy);
		// Must not capture the proxy, nor anything that holds it.
		imported.watch = cleaner.register(proxy, () -> collected(imported));
		return proxy;
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

	synchronized int size() {
		return this.byId.size();
	}

	/** Empties the table; everything in it is gone. */
	synchronized void close(String reason) {
		this.closed = reason;
		List<Import> all = List.copyOf(this.byId.values());
		this.byId.clear();
		for (Import imported : all) {
			imported.gone(reason);
			Cleanable watch = imported.watch;
			if (watch != null) {
				// The cleaner would hold the connection until the proxy is collected,
				// which what the connection serves may keep from happening.
				watch.clean();
			}
		}
	}

}
