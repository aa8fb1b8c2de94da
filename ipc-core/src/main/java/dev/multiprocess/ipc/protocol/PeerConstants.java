package dev.multiprocess.ipc.protocol;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.multiprocess.ipc.IncompatibleInterfaceException;
import dev.multiprocess.ipc.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * The constants that the peer has of an enum, where they are not the same as here.
 *
 * <p>
 * Constants are told apart by name. What crosses is the number that the receiver gives to
 * a constant, so that the sender finds out if the receiver lacks it. Immutable.
 */
public final class PeerConstants {

	/** More than a class file can hold. */
	private static final int MOST = 0xffff;

	private static final int MOST_NAMED = 32;

	private final Class<?> type;

	private final int[] ordinals;

	private final int count;

	private final String names;

	private final Object peer;

	private PeerConstants(Class<?> type, List<String> theirs, Object peer) {
		this.type = type;
		this.peer = peer;
		this.count = theirs.size();
		this.names = "the constants " + describe(theirs);
		Map<String, Integer> known = new HashMap<>();
		theirs.forEach((name) -> known.put(name, known.size()));
		this.ordinals = names(type).stream().mapToInt((name) -> known.getOrDefault(name, -1)).toArray();
	}

	/**
	 * Compares the constants of an enum.
	 * @param type an enum
	 * @param theirs the names of the peer's constants in their order
	 * @param peer names the peer
	 * @return the difference, or null if there is none
	 */
	static @Nullable PeerConstants of(Class<?> type, List<String> theirs, Object peer) {
		if (theirs.size() > MOST) {
			throw new ProtocolException("The peer has " + theirs.size() + " constants of " + type.getName());
		}
		return names(type).equals(theirs) ? null : new PeerConstants(type, theirs, peer);
	}

	/** Returns the names of an enum's constants in their order; none of other classes. */
	static List<String> names(Class<?> type) {
		Object[] constants = type.getEnumConstants();
		return (constants != null) ? Arrays.stream(constants).map((constant) -> ((Enum<?>) constant).name()).toList()
				: List.of();
	}

	private static String describe(List<String> names) {
		return names.stream()
			.limit(MOST_NAMED)
			.collect(Collectors.joining(",", "{", (names.size() > MOST_NAMED) ? ",…}" : "}"));
	}

	/**
	 * Returns the peer's number for a constant.
	 * @param ordinal our number for it
	 * @return zero or more, or -1 if the peer lacks the constant
	 */
	public int ordinal(int ordinal) {
		return this.ordinals[ordinal];
	}

	/** Returns how many constants the peer has. */
	public int count() {
		return this.count;
	}

	/**
	 * Tells that the peer lacks a constant.
	 * @param path where it was met
	 * @param constant the constant
	 */
	public IncompatibleInterfaceException lacking(String path, Object constant) {
		return new IncompatibleInterfaceException(
				path + " is " + this.type.getSimpleName() + "." + ((Enum<?>) constant).name() + ", which",
				"the constants " + describe(names(this.type)), this.peer, this.names);
	}

}
