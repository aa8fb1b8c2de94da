package dev.multiprocess.ipc.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.protocol.Connection;

/**
 * The objects of a peer that roots stand for. Safe for use by any number of threads.
 */
final class RootObjects {

	private final Connection connection;

	private final Map<Class<?>, Object> objects = new ConcurrentHashMap<>();

	RootObjects(Connection connection) {
		this.connection = connection;
	}

	/** Returns the object that a root of a type stands for. */
	Object object(Class<?> type) {
		if (Init.class.isAssignableFrom(type)) {
			return this.connection.root(type);
		}
		Object known = this.objects.get(type);
		if (known == null) {
			Object made = this.connection.root(Init.class).make(type);
			Object other = this.objects.putIfAbsent(type, made);
			known = (other != null) ? other : made;
		}
		return known;
	}

}
