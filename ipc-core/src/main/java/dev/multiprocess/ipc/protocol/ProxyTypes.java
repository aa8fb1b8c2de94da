package dev.multiprocess.ipc.protocol;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.multiprocess.ipc.ProtocolException;

/**
 * The types of the proxies of one connection, one for each combination of interfaces.
 * Safe for use by any number of threads.
 */
final class ProxyTypes {

	/** More than any program has classes; each costs memory that is never freed. */
	private static final int MOST = 5_000;

	private final Map<List<InterfaceModel>, ProxyType> types = new ConcurrentHashMap<>();

	private final CallTimeouts timeouts;

	ProxyTypes(CallTimeouts timeouts) {
		this.timeouts = timeouts;
	}

	ProxyType of(List<InterfaceModel> interfaces) {
		ProxyType known = this.types.get(interfaces);
		if (known == null) {
			if (this.types.size() >= MOST) {
				throw new ProtocolException("The peer combined its interfaces in more than " + MOST + " ways");
			}
			known = this.types.computeIfAbsent(interfaces, (key) -> new ProxyType(key, this.timeouts));
		}
		return known;
	}

}
