package dev.multiprocess.ipc.protocol;

import java.util.List;

import dev.multiprocess.ipc.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * An interface with its methods in the order in which the peer numbers them.
 *
 * @param model the interface as it is here
 * @param methods its methods by the peer's number; null for one that is not here
 */
record PeerInterface(InterfaceModel model, List<@Nullable MethodModel> methods) {

	MethodModel method(int index) {
		MethodModel method = (index >= 0 && index < this.methods.size()) ? this.methods.get(index) : null;
		if (method == null) {
			throw new ProtocolException(
					"The peer called method " + index + " of " + this.model.name() + ", which does not exist");
		}
		return method;
	}

}
