package dev.multiprocess.ipc.autoconfigure.observation;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;

/**
 * The observation of a call that this program makes. What propagates contexts writes into
 * the metadata of the call.
 */
public final class IpcClientContext extends SenderContext<Map<String, String>> {

	private final IpcCall call;

	private final KeyValues keyValues;

	IpcClientContext(IpcCall call, KeyValues keyValues) {
		super((carrier, key, value) -> Objects.requireNonNull(carrier).put(key, value), Kind.CLIENT);
		this.call = call;
		this.keyValues = keyValues;
		setCarrier(new HashMap<>());
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

	Map<String, String> metadata() {
		return Objects.requireNonNull(getCarrier());
	}

}
