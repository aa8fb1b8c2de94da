package dev.multiprocess.ipc.autoconfigure.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * What calls are told apart by.
 */
final class CallKeyValues {

	private CallKeyValues() {
	}

	/**
	 * Returns the same keys for each call.
	 * @param call the call
	 * @param error what it failed with, or null
	 */
	static KeyValues of(IpcCall call, @Nullable Throwable error) {
		return KeyValues.of(KeyValue.of("rpc.system.name", "ipc"), KeyValue.of("rpc.method", call.fullMethodName()),
				KeyValue.of("server.address", call.peer()),
				KeyValue.of("error.type", (error != null) ? error.getClass().getName() : KeyValue.NONE_VALUE));
	}

}
