package dev.multiprocess.ipc.protocol;

import java.io.IOException;

/**
 * The two ends of a new channel did not come to terms.
 */
public final class HandshakeException extends IOException {

	private final Reason reason;

	HandshakeException(Reason reason, String message) {
		super(message);
		this.reason = reason;
	}

	/**
	 * What kept them apart.
	 */
	public enum Reason {

		/** They know different secrets. */
		SECRET,

		/** The other side has as many connections as it may. */
		FULL,

		/** The other side did not answer in time. */
		SILENT

	}

	/** Returns what kept them apart. */
	public Reason reason() {
		return this.reason;
	}

}
