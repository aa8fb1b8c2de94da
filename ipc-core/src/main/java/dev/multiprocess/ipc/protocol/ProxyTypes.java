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

	private final Connection connection;

	ProxyTypes(Connection connection) {
		this.connection = connection;
	}

	ProxyType of(List<InterfaceModel> interfaces) {
		ProxyType known = this.types.get(interfaces);
		if (known == null) {
			if (this.types.size() >= MOST) {
				throw new ProtocolException("The peer combined its interfaces in more than " + MOST + " ways");
			}
			known = this.types.computeIfAbsent(interfaces, this::create);
		}
		return known;
	}

	private ProxyType create(List<InterfaceModel> interfaces) {
		return new ProxyType(interfaces, this.connection.peerStart.callTimeouts(this.connection.settings));
	}

}
