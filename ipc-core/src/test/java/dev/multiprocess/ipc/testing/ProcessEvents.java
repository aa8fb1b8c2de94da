package dev.multiprocess.ipc.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProtocolException;

/**
 * Keeps what a listener is told: each event as a word and the number of its process, in
 * the order in which processes were started.
 */
public class ProcessEvents implements IpcListener {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final List<IpcProcess> started = new CopyOnWriteArrayList<>();

	/** Returns all events until now, such as {@code ready 2}. */
	public final List<String> all() {
		return List.copyOf(this.events);
	}

	/** Returns all processes until now. */
	public final List<IpcProcess> started() {
		return List.copyOf(this.started);
	}

	/** Waits until an event has been told so many times. */
	public final void await(String event, int times) {
		Eventually.until(() -> times + " times '" + event + "' among " + this.events,
				() -> this.events.stream().filter(event::equals).count() >= times);
	}

	/** Returns the process started as number n, from 1 on, once it is told. */
	public final IpcProcess process(int number) {
		Eventually.until(() -> "process " + number + " among " + this.events, () -> this.started.size() >= number);
		return this.started.get(number - 1);
	}

	private void add(String event, IpcProcess process) {
		this.events.add(event + " " + (this.started.indexOf(process) + 1));
	}

	@Override
	public void processStarted(IpcProcess process) {
		this.started.add(process);
		add("started", process);
	}

	@Override
	public void processReady(IpcProcess process) {
		add("ready", process);
	}

	@Override
	public void processExited(IpcProcess process, ProcessExit exit) {
		add("exited", process);
	}

	@Override
	public void processRestarted(IpcProcess process) {
		add("restarted", process);
	}

	@Override
	public void standbyReady(IpcProcess process) {
		add("standby ready", process);
	}

	@Override
	public void standbyActivated(IpcProcess process) {
		add("standby active", process);
	}

	@Override
	public void circuitOpened(String name, ConnectionClosedException cause) {
		this.events.add("circuit open " + name);
	}

	@Override
	public void violation(IpcProcess process, ProtocolException violation) {
		add("violation", process);
	}

}
