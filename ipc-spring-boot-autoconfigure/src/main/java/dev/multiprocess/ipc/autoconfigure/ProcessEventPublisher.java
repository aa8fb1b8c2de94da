package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Publishes what happens to processes as application events.
 */
final class ProcessEventPublisher implements IpcListener {

	private final ConfigurableApplicationContext context;

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

	private void publish(IpcProcessEvent event) {
		// When the context closes, those who would listen are being destroyed.
		if (this.context.isActive() && !this.context.isClosed()) {
			this.context.publishEvent(event);
		}
	}

}
