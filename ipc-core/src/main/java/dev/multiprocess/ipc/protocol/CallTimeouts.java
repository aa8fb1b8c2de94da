package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How long calls may take. What is set for an interface counts before the contract's
 * {@link dev.multiprocess.ipc.CallTimeout}, and that before the general time.
 *
 * @param general the time of all others, zero for no limit
 * @param interfaces times by the wire name of the interface that is called, zero for no
 * limit
 * @param contracts whether what contracts say counts
 * @param following whether there are none if the peer has none
 */
public record CallTimeouts(Duration general, Map<String, Duration> interfaces, boolean contracts, boolean following) {

	/** No call has a limit. */
	public static final CallTimeouts NONE = new CallTimeouts(Duration.ZERO, Map.of(), false, false);

	/**
	 * Creates times to which those of contracts belong.
	 * @param general the time of all others, zero for no limit
	 * @param interfaces times by the wire name of the interface
	 */
	public CallTimeouts(Duration general, Map<String, Duration> interfaces) {
		this(general, interfaces, true, false);
	}

	/** Returns the times where nothing is set for single interfaces. */
	static CallTimeouts general(Duration timeout) {
		return new CallTimeouts(timeout, Map.of());
	}

	/** Returns the same, but none for a peer that has none: for calls of a parent. */
	public CallTimeouts followingPeer() {
		return new CallTimeouts(this.general, this.interfaces, this.contracts, true);
	}

	/** Returns what counts for calls of a peer. */
	CallTimeouts towards(ControlMessage.@Nullable Hello peer) {
		return (this.following && peer != null && !peer.limits().callTimeouts()) ? NONE : this;
	}

	/** Returns the time of what concerns a whole interface. */
	Duration of(Class<?> type) {
		return this.interfaces.getOrDefault(RemoteTypes.wireName(type), this.general);
	}

	/**
	 * Returns the time of a call that has no proxy yet, as its process does not serve.
	 * @param type the interface that is called
	 * @param method its method
	 * @return the time, zero for no limit
	 */
	public Duration of(Class<?> type, Method method) {
		Duration set = this.interfaces.get(RemoteTypes.wireName(type));
		if (set != null) {
			return set;
		}
		Duration promised = this.contracts
				? MethodContract.callTimeout(type.getSimpleName() + "." + method.getName(), method) : null;
		return (promised != null) ? promised : this.general;
	}

	/** Returns the time of a method; asked once, when its proxies are first made. */
	Duration of(InterfaceModel type, MethodModel method) {
		Duration set = this.interfaces.get(type.name());
		if (set != null) {
			return set;
		}
		Duration promised = this.contracts ? method.contract().callTimeout() : null;
		if (promised != null) {
			return promised;
		}
		// Streams and futures take as long as those who use them.
		return type.adapts() ? Duration.ZERO : this.general;
	}

}
