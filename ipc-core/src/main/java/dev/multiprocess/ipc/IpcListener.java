package dev.multiprocess.ipc;

/**
 * Is told what happens to processes. Called on threads of the {@link Ipc}, one event at a
 * time per process; what it throws is logged.
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
	 * The process broke the protocol and was disconnected; if it was spawned it is being
	 * killed.
	 * @param process the process
	 * @param violation what it did
	 */
	default void violation(IpcProcess process, ProtocolException violation) {
	}

}
