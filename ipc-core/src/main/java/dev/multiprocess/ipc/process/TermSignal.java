package dev.multiprocess.ipc.process;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import org.slf4j.LoggerFactory;

/**
 * Puts a callback in the place of the JVM's reaction to TERM.
 *
 * <p>
 * Done by reflection: the compiler warns of any mention of {@code sun.misc.Signal}, which
 * cannot be suppressed, and the module {@code jdk.unsupported} may be missing. Where
 * signals cannot be handled, the JVM goes on to end at TERM.
 */
final class TermSignal {

	private TermSignal() {
	}

	/**
	 * Runs a callback at each TERM, on a thread of its own.
	 * @param callback what to do instead of ending the JVM
	 */
	static void handle(Runnable callback) {
		try {
			Class<?> signal = Class.forName("sun.misc.Signal");
			Class<?> handler = Class.forName("sun.misc.SignalHandler");
			MethodHandle run = MethodHandles.publicLookup()
				.findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
				.bindTo(callback);
			Object adapter = MethodHandleProxies.asInterfaceInstance(handler,
					MethodHandles.dropArguments(run, 0, signal));
			signal.getMethod("handle", signal, handler)
				.invoke(null, signal.getConstructor(String.class).newInstance("TERM"), adapter);
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			LoggerFactory.getLogger(TermSignal.class).debug("TERM ends this process even while its parent lives", ex);
		}
	}

}
