package dev.multiprocess.ipc.protocol;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * What the peer of a connection has bound, under the ids it chose. Safe for use by any
 * number of threads.
 */
final class PeerBindings {

	/**
	 * More than any program has; keeps a hostile peer from filling the memory with names.
	 */
	private static final int LIMIT = 20_000;

	/** As many, for all their interfaces together. */
	private static final int MOST_METHODS = 10 * LIMIT;

	private final Map<Integer, PeerInterface> interfaces = new ConcurrentHashMap<>();

	private final Map<Integer, Class<?>> types = new ConcurrentHashMap<>();

	private static final int LONGEST_SHAPE = 4096;

	private final Map<String, String> shapes = new ConcurrentHashMap<>();

	private final AtomicInteger methods = new AtomicInteger();

	PeerInterface interfaceOf(int id) {
		PeerInterface bound = this.interfaces.get(id);
		if (bound == null) {
			throw new ProtocolException("The peer used interface " + id + ", which it never bound");
		}
		return bound;
	}

	Class<?> typeOf(int id) {
		Class<?> type = this.types.get(id);
		if (type == null) {
			throw new ProtocolException("The peer used type " + id + ", which it never bound");
		}
		return type;
	}

	void bind(int id, PeerInterface bound) {
		if (this.interfaces.size() >= LIMIT) {
			throw new ProtocolException("The peer bound more than " + LIMIT + " interfaces");
		}
		if (this.methods.addAndGet(bound.methods().size()) > MOST_METHODS) {
			throw new ProtocolException("The peer bound more than " + MOST_METHODS + " methods");
		}
		this.interfaces.put(id, bound);
	}

	void bind(int id, Class<?> type) {
		if (this.types.size() >= LIMIT) {
			throw new ProtocolException("The peer bound more than " + LIMIT + " types");
		}
		this.types.put(id, type);
	}

	/**
	 * Notes that the peer lays out a class in another way; of a long description only the
	 * beginning, or a hostile peer could fill the memory with them.
	 */
	void differs(Class<?> type, String shape) {
		this.shapes.put(type.getName(), shape.substring(0, Math.min(shape.length(), LONGEST_SHAPE)));
	}

	/** Returns how the peer lays out a class, if that differs. */
	@Nullable String shape(String typeName) {
		return this.shapes.get(typeName);
	}

}
