package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

import dev.multiprocess.ipc.CallInterceptor;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ResultDisposer;
import dev.multiprocess.ipc.protocol.CallTimeouts;
import dev.multiprocess.ipc.runtime.Liveness.Pulse;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code Ipc} was built with.
 *
 * @param init what this program serves, or null
 * @param processes known processes by name
 * @param allowedTypes values, exceptions and remote interfaces allowed by hand
 * @param allowedPackages packages whose values and exceptions are allowed
 * @param callTimeout the longest time of a call, zero for no limit
 * @param interfaceTimeouts the same for the calls of single interfaces, by wire name
 * @param maxMessageSize the size of the largest message in bytes
 * @param maxDepth how deep values may be nested
 * @param maxReferences how many objects each side of a connection may hold
 * @param maxConnections how many programs one listener serves at once
 * @param liveness how programs are watched that were not started here
 * @param executor where releases and cleanups run, or null for threads of our own
 * @param disposer receives results that nobody holds any more, or null to close them
 * @param classLoader loads the types of allowed packages
 * @param listeners told of starts, exits and violations
 * @param interceptor stands around calls, or null
 */
record IpcSettings(@Nullable Init init, Map<String, ProcessSpec> processes, Set<Class<?>> allowedTypes,
		List<String> allowedPackages, Duration callTimeout, Map<String, Duration> interfaceTimeouts, int maxMessageSize,
		int maxDepth, int maxReferences, int maxConnections, Pulse liveness, @Nullable Executor executor,
		@Nullable ResultDisposer disposer, ClassLoader classLoader, List<IpcListener> listeners,
		@Nullable CallInterceptor interceptor) {

	/**
	 * Returns the same for a process that nobody of this program calls or hears of, and
	 * that calls nobody here.
	 */
	IpcSettings forTraining() {
		return new IpcSettings(null, Map.of(), this.allowedTypes, this.allowedPackages, this.callTimeout,
				this.interfaceTimeouts, this.maxMessageSize, this.maxDepth, this.maxReferences, this.maxConnections,
				this.liveness, null, null, this.classLoader, List.of(), null);
	}

	/** Returns how long calls may take, of those who are not started here. */
	CallTimeouts callTimeouts() {
		return new CallTimeouts(this.callTimeout, this.interfaceTimeouts);
	}

	/** Returns how long calls of a process may take. */
	CallTimeouts callTimeouts(ProcessSpec spec) {
		if (spec.withoutTimeouts()) {
			return CallTimeouts.NONE;
		}
		Duration own = spec.callTimeout();
		return (own != null) ? new CallTimeouts(own, this.interfaceTimeouts) : callTimeouts();
	}

}
