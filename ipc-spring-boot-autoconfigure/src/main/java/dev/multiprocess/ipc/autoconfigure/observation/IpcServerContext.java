package dev.multiprocess.ipc.autoconfigure.observation;

import java.util.Map;
import java.util.Objects;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;

/**
 * The observation of a call that this program serves. What propagates contexts reads the
 * metadata of the call.
 */
public final class IpcServerContext extends ReceiverContext<Map<String, String>> {

	private final IpcCall call;

	private final KeyValues keyValues;

	IpcServerContext(IpcCall call, KeyValues keyValues, Map<String, String> metadata) {
		super((carrier, key) -> Objects.requireNonNull(carrier).get(key), Kind.SERVER);
		this.call = call;
		this.keyValues = keyValues;
		setCarrier(metadata);
		setRemoteServiceName(call.peer());
	}

	/**
	 * Returns what is called.
	 * @return the call
	 */
	public IpcCall call() {
		return this.call;
	}

	/** What the call is told apart by as far as it has come. */
	KeyValues keyValues() {
		return CallKeyValues.of(this.keyValues, getError());
	}

}
