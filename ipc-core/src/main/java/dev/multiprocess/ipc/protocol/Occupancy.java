package dev.multiprocess.ipc.protocol;

/**
 * Tells what a connection is busy with at this moment.
 */
public final class Occupancy {

	private Occupancy() {
	}

	/**
	 * Returns how many calls to the peer have not ended, nested ones included.
	 * @param connection the connection
	 * @return the number of calls
	 */
	public static int callsInFlight(Connection connection) {
		return connection.counters.inFlight();
	}

	/**
	 * Returns whether calls may start that are no part of others.
	 * @param connection the connection
	 * @return whether it has not ended, and neither side has said goodbye
	 */
	public static boolean acceptsCalls(Connection connection) {
		return connection.life.acceptsCalls();
	}

	/**
	 * Returns whether the current thread waits for the peer or serves it.
	 * @param connection the connection
	 * @return whether a call made now would go down a lane in use
	 */
	public static boolean isOnCurrentStack(Connection connection) {
		StackEntry below = CallStack.innermost(connection);
		return below != null && below.nests();
	}

	/**
	 * Returns whether the current thread runs a cleanup, and so must not wait for any.
	 */
	public static boolean isCleaningUp() {
		return LocalObjects.isRunning();
	}

}
