package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;

import org.springframework.context.event.EventListener;

/**
 * An application event: what happened to a process. <pre class="code">
 * &#64;EventListener
 * void exited(IpcProcessEvent.Exited event) {
 *   if (!event.exit().expected()) {
 *     this.alarm.ring(event.name(), event.exit().description());
 *   }
 * }</pre> Published on the thread that {@link IpcListener} is told on, while the context
 * is active: not of processes that end because it closes.
 *
 * @see EventListener
 */
public sealed interface IpcProcessEvent {

	/**
	 * Returns the name of the process.
	 * @return the name in its properties
	 */
	String name();

	/**
	 * The process was launched; it does not serve yet.
	 *
	 * @param name the name of the process
	 * @param process the process
	 */
	record Started(String name, IpcProcess process) implements IpcProcessEvent {
	}

	/**
	 * The process serves.
	 *
	 * @param name the name of the process
	 * @param process the process
	 */
	record Ready(String name, IpcProcess process) implements IpcProcessEvent {
	}

	/**
	 * The process serves in the place of one that ended unasked.
	 *
	 * @param name the name of the process
	 * @param process the new process
	 */
	record Restarted(String name, IpcProcess process) implements IpcProcessEvent {
	}

	/**
	 * The process ended.
	 *
	 * @param name the name of the process
	 * @param process the process
	 * @param exit how it ended
	 */
	record Exited(String name, IpcProcess process, ProcessExit exit) implements IpcProcessEvent {
	}

	/**
	 * Processes of the name failed too often and are not started for a while.
	 *
	 * @param name the name of the processes
	 * @param cause what calls fail with now
	 */
	record CircuitOpened(String name, ConnectionClosedException cause) implements IpcProcessEvent {
	}

}
