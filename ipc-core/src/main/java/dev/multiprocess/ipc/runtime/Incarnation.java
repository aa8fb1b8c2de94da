package dev.multiprocess.ipc.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.multiprocess.ipc.Init;

/**
 * One process among those that served under a name, and the objects that roots found in
 * it. Safe for use by any number of threads.
 */
final class Incarnation {

	private final RunningProcess process;

	private final Map<Class<?>, Object> objects = new ConcurrentHashMap<>();

	Incarnation(RunningProcess process) {
		this.process = process;
	}

	RunningProcess process() {
		return this.process;
	}

	boolean isServing() {
		return this.process.isServing();
	}

	/** Returns the object that a root of a type stands for in this process. */
	Object object(Class<?> type) {
		if (Init.class.isAssignableFrom(type)) {
			return this.process.connection().root(type);
		}
		Object known = this.objects.get(type);
		if (known == null) {
			Object made = this.process.connection().root(Init.class).make(type);
			Object other = this.objects.putIfAbsent(type, made);
			known = (other != null) ? other : made;
		}
		return known;
	}

}
