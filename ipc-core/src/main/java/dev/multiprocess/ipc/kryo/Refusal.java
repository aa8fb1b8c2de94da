package dev.multiprocess.ipc.kryo;

import java.util.function.Function;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.MessageTooLargeException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.protocol.PeerConstants;

/**
 * Carries a refusal up to the border of the codec, collecting the path on its way.
 */
final class Refusal extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Paths into cyclic values are as long as the depth limit allows; enough is shown.
	 */
	private static final int LONGEST = 200;

	private final transient Function<String, IpcException> failure;

	private String path = "";

	private Refusal(Function<String, IpcException> failure) {
		super(null, null, false, false);
		this.failure = failure;
	}

	static Refusal notAllowed(Class<?> type, String remedy) {
		return notAllowed(type.getTypeName(), remedy);
	}

	static Refusal notAllowed(String type, String remedy) {
		return new Refusal((path) -> new TypeNotAllowedException(type, path, remedy));
	}

	/** Refuses what would cross if it were allowed by hand. */
	static Refusal notAllowedYet(String type, String remedy) {
		return new Refusal((path) -> new TypeNotAllowedException(type, path, remedy, true));
	}

	static Refusal lacking(PeerConstants peer, Enum<?> constant) {
		return new Refusal((path) -> peer.lacking(path, constant));
	}

	static Refusal tooLarge(long size, int limit) {
		return new Refusal((path) -> new MessageTooLargeException(path, "bytes", size, limit));
	}

	static Refusal tooDeep(int limit) {
		return new Refusal((path) -> new MessageTooLargeException(path, "levels", limit + 1L, limit));
	}

	/** Notes where the refused value stands within the value that holds it. */
	Refusal within(String segment) {
		if (this.path.length() < LONGEST) {
			this.path = segment + this.path;
		}
		else if (!this.path.startsWith("…")) {
			this.path = "…" + this.path;
		}
		return this;
	}

	/** Returns the exception for the caller, given the path of the outermost value. */
	IpcException at(String root) {
		return this.failure.apply(root + this.path);
	}

}
