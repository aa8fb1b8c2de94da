package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;

/**
 * A frame mentions a type that the peer has not acknowledged; bind it, then encode again.
 * Never leaves the protocol.
 */
public final class NotBoundException extends RuntimeException {

	private final Type type;

	/**
	 * Creates the signal.
	 * @param type a value class, a remote interface, or a functional type with its
	 * arguments
	 */
	public NotBoundException(Type type) {
		super(type.getTypeName(), null, false, false);
		this.type = type;
	}

	/** Returns what has to be bound. */
	public Type type() {
		return this.type;
	}

}
