package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.Collection;

import dev.multiprocess.ipc.protocol.FirstCalls;
import dev.multiprocess.ipc.protocol.Occupancy;

/**
 * One process among those that served under a name, and the objects that roots found in
 * it. Safe for use by any number of threads.
 */
final class Incarnation {

	private final RunningProcess process;

	private final RootObjects objects;

	Incarnation(RunningProcess process) {
		this.process = process;
		this.objects = new RootObjects(process.connection());
	}

	RunningProcess process() {
		return this.process;
	}

	boolean isServing() {
		return this.process.isServing();
	}

	/** Returns whether calls that are part of others may start; serving or not. */
	boolean isOpen() {
		return this.process.connection().isOpen();
	}

	/** Returns whether a call made now would be part of one of this process. */
	boolean isOnCurrentStack() {
		return isOpen() && Occupancy.isOnCurrentStack(this.process.connection());
	}

	/**
	 * Makes the objects that will be called, and with them all that a first call waits
	 * for: lanes, agreements on types, and most of all classes that a young JVM loads.
	 * @param roots the types of the objects
	 * @param limit the time for all of them
	 */
	void prepare(Collection<Class<?>> roots, Duration limit) {
		FirstCalls.make(this.process.connection(), roots, this::object, limit);
	}

	/** Returns the object that a root of a type stands for in this process. */
	Object object(Class<?> type) {
		return this.objects.object(type);
	}

}
