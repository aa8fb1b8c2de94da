package dev.multiprocess.ipc.autoconfigure.observation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * What calls are told apart by, made once for each method: Micrometer asks twice for each
 * observation. Safe for use by any number of threads.
 */
final class CallKeyValues {

	/** Other programs may connect under ever new names. */
	private static final int MOST = 10_000;

	private static final String ERROR = "error.type";

	private final Map<IpcCall, KeyValues> known = new ConcurrentHashMap<>();

	/** Returns those of a call that has not failed. */
	KeyValues of(IpcCall call) {
		KeyValues found = this.known.get(call);
		if (found == null) {
			found = KeyValues.of(KeyValue.of("rpc.system.name", "ipc"),
					KeyValue.of("rpc.method", call.fullMethodName()), KeyValue.of("server.address", call.peer()),
					KeyValue.of(ERROR, KeyValue.NONE_VALUE));
			if (this.known.size() < MOST) {
				this.known.put(call, found);
			}
		}
		return found;
	}

	/**
	 * Returns the same keys for each call.
	 * @param succeeded those of a call that has not failed
	 * @param error what it failed with, or null
	 */
	static KeyValues of(KeyValues succeeded, @Nullable Throwable error) {
		return (error != null) ? succeeded.and(ERROR, error.getClass().getName()) : succeeded;
	}

}
