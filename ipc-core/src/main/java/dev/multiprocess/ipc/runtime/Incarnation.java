package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.protocol.FirstCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process among those that served under a name, and the objects that roots found in
 * it. Safe for use by any number of threads.
 */
final class Incarnation {

	private static final Logger logger = LoggerFactory.getLogger(Incarnation.class);

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

	/**
	 * Makes the objects that will be called, and with them all that a first call waits
	 * for: lanes, agreements on types, and most of all classes that a young JVM loads.
	 * @param roots the types of the objects
	 * @param limit the time for all of them
	 */
	void prepare(Collection<Class<?>> roots, Duration limit) {
		try {
			FirstCalls.make(this.process.connection(), roots, this::object, limit);
		}
		catch (RuntimeException | Error ex) {
			logger.debug("{} could not be prepared; its calls will tell", this.process, ex);
		}
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
