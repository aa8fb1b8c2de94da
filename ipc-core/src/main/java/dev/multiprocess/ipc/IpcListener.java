package dev.multiprocess.ipc;

/**
 * Is told what happens to processes.
 *
 * <p>
 * Called on one thread of the {@link Ipc} that is there for nothing else: one event at a
 * time, in order, soon after it happened. It may make calls and wait; should it fall more
 * than 1000 events behind, further ones are dropped and the log says so. What it throws
 * is logged. {@link Ipc#close()} waits for it, 5 s at most.
 */
public interface IpcListener {

	/**
	 * The process was launched; it does not serve yet.
	 * @param process the process
	 */
	default void processStarted(IpcProcess process) {
	}

	/**
	 * The process serves.
	 * @param process the process
	 */
	default void processReady(IpcProcess process) {
	}

	/**
	 * The process ended.
	 * @param process the process
	 * @param exit how it ended
	 */
	default void processExited(IpcProcess process, ProcessExit exit) {
	}

	/**
	 * The process serves in the place of one that ended unasked; told after
	 * {@link #processReady}.
	 * @param process the new process
	 */
	default void processRestarted(IpcProcess process) {
	}

	/**
	 * The process serves and stands by: it is called once another one of its name has
	 * ended; told after {@link #processReady}.
	 * @param process the process
	 */
	default void standbyReady(IpcProcess process) {
	}

	/**
	 * The process stood by and is called from now on.
	 * @param process the process
	 */
	default void standbyActivated(IpcProcess process) {
	}

	/**
	 * Processes of a name failed more often than their {@link RestartPolicy} allows;
	 * calls fail at once until its window is over or {@link Ipc#start(String)} is called.
	 * @param name the process' name
	 * @param cause what calls fail with now
	 */
	default void circuitOpened(String name, ConnectionClosedException cause) {
	}

	/**
	 * The process broke the protocol and was disconnected; if it was spawned it is being
	 * killed.
	 * @param process the process
	 * @param violation what it did
	 */
	default void violation(IpcProcess process, ProtocolException violation) {
	}

	/**
	 * A {@linkplain OneWay one-way} call failed, for which no caller waits. Told in the
	 * process that was called and in the one that called; of very many at once only the
	 * first are told.
	 * @param peer the other process
	 * @param method the method, as {@code Interface.method}
	 * @param failure what the method threw, or why it was not called; a
	 * {@link RemoteCallException} if that was in the other process
	 */
	default void oneWayFailed(PeerProcess peer, String method, Throwable failure) {
	}

}
