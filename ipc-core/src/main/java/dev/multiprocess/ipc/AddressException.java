package dev.multiprocess.ipc;

import org.jspecify.annotations.Nullable;

/**
 * A program could not listen at an address, or could not connect to it.
 */
public class AddressException extends IpcException {

	private final String address;

	private final Reason reason;

	/**
	 * Creates the failure.
	 * @param address the address, as in {@code unix:/run/user/1000/node.sock}
	 * @param reason what kind of failure it is
	 * @param what what happened and what to do, as the rest of a sentence that begins
	 * with the address
	 * @param cause what led to it
	 */
	public AddressException(String address, Reason reason, String what, @Nullable Throwable cause) {
		super(address + " " + what, cause);
		this.address = address;
		this.reason = reason;
	}

	/**
	 * Why an address was of no use.
	 */
	public enum Reason {

		/** No socket can be, or can be used, there. */
		UNUSABLE,

		/** Another program listens there already. */
		IN_USE,

		/** Nobody listens there. */
		NOBODY_LISTENS,

		/** The program that listens has as many connections as it may. */
		FULL,

		/** The two programs cannot prove themselves to each other. */
		NOT_TRUSTED,

		/** The program that listens does not answer. */
		NO_ANSWER

	}

	/** Returns the address. */
	public String address() {
		return this.address;
	}

	/** Returns what kind of failure it is. */
	public Reason reason() {
		return this.reason;
	}

}
