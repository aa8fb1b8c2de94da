package dev.multiprocess.ipc.protocol;

import java.util.Set;

import dev.multiprocess.ipc.IncompatibleInterfaceException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import org.jspecify.annotations.Nullable;

/**
 * A value class under the id the peer has acknowledged.
 *
 * @param id the id
 * @param known whether it may cross at the peer
 * @param shape how it is laid out at the peer, or null if as here
 * @param unrelated names of its super-types that are none at the peer
 */
record BoundType(int id, boolean known, @Nullable String shape, Set<String> unrelated) {

	/** Fails if the class is no subtype of another one at the peer. */
	void checkIsA(Class<?> type, Class<?> declared, Object peer) {
		if (this.unrelated.contains(declared.getName())) {
			throw new IncompatibleInterfaceException(type.getName(), "one that is a " + declared.getName(), peer,
					"one that is not");
		}
	}

	/** Fails if values of the class cannot be sent. */
	void check(Class<?> type, Codec codec, Object peer) {
		if (!this.known) {
			throw new TypeNotAllowedException(type.getName(), "the connection",
					"process " + peer + " does not know it; run both programs with the same version", true);
		}
		if (this.shape != null) {
			throw new IncompatibleInterfaceException(type.getName(), codec.shape(type), peer, this.shape);
		}
	}

}
