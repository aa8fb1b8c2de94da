package dev.multiprocess.ipc.protocol;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * Does ahead what the first calls of a connection would wait for.
 */
public final class FirstCalls {

	private FirstCalls() {
	}

	/**
	 * Makes a first call for each of some interfaces, and agrees with the peer on them,
	 * on a lane that stays open for those that follow.
	 * @param connection the connection
	 * @param types the interfaces
	 * @param call makes the call for an interface
	 * @param limit the time for all of them; zero for no limit
	 */
	public static void make(Connection connection, Collection<Class<?>> types, Consumer<Class<?>> call,
			Duration limit) {
		StackEntry scope = CallStack.pushScope(Deadline.after(limit));
		try {
			types.forEach((type) -> {
				call.accept(type);
				// After it: by the object that it made, the peer knows the interface.
				connection.caller.bind(type);
			});
		}
		finally {
			CallStack.pop(scope);
		}
	}

}
