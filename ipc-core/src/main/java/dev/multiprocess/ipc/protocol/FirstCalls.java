package dev.multiprocess.ipc.protocol;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does ahead what the first calls of a connection would wait for.
 */
public final class FirstCalls {

	private static final Logger logger = LoggerFactory.getLogger(FirstCalls.class);

	private FirstCalls() {
	}

	/**
	 * Makes a first call for each of some interfaces, and agrees with the peer on them,
	 * on a lane that stays open for those that follow. Where that fails the calls will
	 * tell, and only its own.
	 * @param connection the connection
	 * @param types the interfaces
	 * @param call makes the call for an interface
	 * @param limit the time for all of them; zero for no limit
	 */
	public static void make(Connection connection, Collection<Class<?>> types, Consumer<Class<?>> call,
			Duration limit) {
		StackEntry scope = CallStack.pushScope(Deadline.after(limit));
		try {
			types.forEach((type) -> make(connection, type, call));
		}
		finally {
			CallStack.pop(scope);
		}
	}

	private static void make(Connection connection, Class<?> type, Consumer<Class<?>> call) {
		try {
			call.accept(type);
			// After it: by the object that it made, the peer knows the interface.
			connection.caller.bind(type);
		}
		catch (RuntimeException | Error ex) {
			logger.debug("{} of {} could not be prepared", type.getName(), connection, ex);
		}
	}

}
