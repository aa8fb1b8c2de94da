package dev.multiprocess.ipc.protocol;

import java.util.List;

import dev.multiprocess.ipc.IncompatibleInterfaceException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import org.jspecify.annotations.Nullable;

/**
 * An interface under the id the peer has acknowledged.
 *
 * @param id the id
 * @param model the interface
 * @param dryRun whether its methods can be called at all
 * @param known whether the peer has it
 * @param mismatches what differs by the index of the method, null for one that matches;
 * empty for an interface that the peer lacks
 * @param unrelated the remote super-interfaces that it does not extend at the peer
 */
record BoundInterface(int id, InterfaceModel model, DryRun dryRun, boolean known, List<@Nullable Mismatch> mismatches,
		List<Class<?>> unrelated) {

	/**
	 * Why a method cannot be called.
	 *
	 * @param lacking whether the peer has no method of that name and parameters
	 * @param here what this program has
	 * @param there what the peer has
	 */
	record Mismatch(boolean lacking, String here, String there) {
	}

	/** Whether a method is none of the peer's interface. */
	boolean lacks(MethodModel method) {
		Mismatch mismatch = mismatch(method);
		return mismatch != null && mismatch.lacking();
	}

	/** Fails if a method cannot be called, or does not mean the same to the peer. */
	void check(MethodModel method, Object peer) {
		if (!this.dryRun.succeeded()) {
			TypeNotAllowedException refusal = this.dryRun.refusal(method);
			if (refusal != null) {
				throw refusal;
			}
		}
		Mismatch mismatch = mismatch(method);
		if (mismatch != null) {
			throw new IncompatibleInterfaceException(method.name(), mismatch.here(), peer, mismatch.there());
		}
	}

	private @Nullable Mismatch mismatch(MethodModel method) {
		return this.known ? this.mismatches.get(method.index())
				: new Mismatch(true, method.signature(), "no interface " + this.model.name());
	}

}
