package dev.multiprocess.ipc.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Publishes what happens to processes as application events.
 *
 * <p>
 * What happens while beans are still being made is published once they are: to find who
 * listens, another thread would wait for them, or make some too early. Safe for use by
 * any number of threads.
 */
final class ProcessEventPublisher implements IpcListener {

	private final ConfigurableApplicationContext context;

	/** What happened before {@link #begin()}, null from then on. Guarded by this. */
	private @Nullable List<IpcProcessEvent> early = new ArrayList<>();

	ProcessEventPublisher(ConfigurableApplicationContext context) {
		this.context = context;
	}

	@Override
	public void processStarted(IpcProcess process) {
		publish(new IpcProcessEvent.Started(process.name(), process));
	}

	@Override
	public void processReady(IpcProcess process) {
		publish(new IpcProcessEvent.Ready(process.name(), process));
	}

	@Override
	public void processRestarted(IpcProcess process) {
		publish(new IpcProcessEvent.Restarted(process.name(), process));
	}

	@Override
	public void processExited(IpcProcess process, ProcessExit exit) {
		publish(new IpcProcessEvent.Exited(process.name(), process, exit));
	}

	@Override
	public void circuitOpened(String name, ConnectionClosedException cause) {
		publish(new IpcProcessEvent.CircuitOpened(name, cause));
	}

	/** Publishes from now on, and first what happened before. */
	void begin() {
		for (List<IpcProcessEvent> events = takeEarly(); events != null; events = takeEarly()) {
			events.forEach(this::publishNow);
		}
	}

	/** Returns what has not been published; null once that is nothing, from then on. */
	private synchronized @Nullable List<IpcProcessEvent> takeEarly() {
		List<IpcProcessEvent> events = this.early;
		this.early = (events == null || events.isEmpty()) ? null : new ArrayList<>();
		return (this.early != null) ? events : null;
	}

	private void publish(IpcProcessEvent event) {
		if (!isEarly(event)) {
			publishNow(event);
		}
	}

	private synchronized boolean isEarly(IpcProcessEvent event) {
		return this.early != null && this.early.add(event);
	}

	/** Holds no lock: whoever listens may take as long as it likes. */
	private void publishNow(IpcProcessEvent event) {
		if (this.context.isActive() && !this.context.isClosed()) {
			// When the context closes, those who would listen are being destroyed.
			this.context.publishEvent(event);
		}
	}

}
