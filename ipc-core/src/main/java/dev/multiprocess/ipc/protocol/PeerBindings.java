package dev.multiprocess.ipc.protocol;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
	static final int MOST_INTERFACES = 20_000;

	/** As many classes. */
	private static final int MOST_TYPES = MOST_INTERFACES;

	/** As many, for all their interfaces together. */
	private static final int MOST_METHODS = 10 * MOST_INTERFACES;

	/** By their ids, which are small; copied to be changed. */
	private volatile @Nullable PeerInterface[] interfaces = {};

	private final Map<Integer, Class<?>> types = new ConcurrentHashMap<>();

	private final Set<Class<?>> different = ConcurrentHashMap.newKeySet();

	private final Map<Class<?>, PeerConstants> constants = new ConcurrentHashMap<>();

	private final Object peer;

	@GuardedBy("this")
	private int methods;

	/**
	 * Creates the bindings of a peer that has bound nothing.
	 * @param peer names it
	 */
	PeerBindings(Object peer) {
		this.peer = peer;
	}

	PeerInterface interfaceOf(int id) {
		@Nullable PeerInterface[] interfaces = this.interfaces;
		PeerInterface bound = (id < interfaces.length) ? interfaces[id] : null;
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

	synchronized void bind(int id, PeerInterface bound) {
		if (id < 1 || id > MOST_INTERFACES) {
			throw new ProtocolException(
					"The peer bound an interface as number " + id + ", there may be " + MOST_INTERFACES);
		}
		this.methods += bound.methods().size();
		if (this.methods > MOST_METHODS) {
			throw new ProtocolException("The peer bound more than " + MOST_METHODS + " methods");
		}
		@Nullable PeerInterface[] interfaces = Arrays.copyOf(this.interfaces, Math.max(this.interfaces.length, id + 1));
		interfaces[id] = bound;
		this.interfaces = interfaces;
	}

	void bind(int id, Class<?> type) {
		if (this.types.size() >= MOST_TYPES) {
			throw new ProtocolException("The peer bound more than " + MOST_TYPES + " types");
		}
		this.types.put(id, type);
	}

	/** Notes that the peer lays out a class in another way. */
	void differs(Class<?> type) {
		this.different.add(type);
	}

	/** Returns one of several classes that the peer lays out in another way, or null. */
	@Nullable Class<?> firstDifferent(Set<Class<?>> types) {
		return this.different.isEmpty() ? null
				: types.stream()
					.filter(this.different::contains)
					.min(Comparator.comparing(Class::getName))
					.orElse(null);
	}

	/**
	 * Notes the constants that the peer has of an enum; returns whether they are the same
	 * as here.
	 */
	boolean constants(Class<?> type, List<String> names) {
		PeerConstants others = PeerConstants.of(type, names, this.peer);
		if (others != null) {
			this.constants.put(type, others);
		}
		return others == null;
	}

	/**
	 * Returns the constants that the peer has of an enum, or null if the same as here.
	 */
	@Nullable PeerConstants constants(Class<?> type) {
		return this.constants.get(type);
	}

}
