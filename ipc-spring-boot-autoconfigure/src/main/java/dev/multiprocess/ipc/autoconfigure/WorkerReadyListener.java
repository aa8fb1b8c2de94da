package dev.multiprocess.ipc.autoconfigure;

import java.time.Duration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Lets a worker serve once all have heard that it is ready: those who listen to the event
 * in no particular order may come after any listener, but come before this.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
final class WorkerReadyListener implements SpringApplicationRunListener {

	private final String[] args;

	WorkerReadyListener(SpringApplication application, String[] args) {
		this.args = args;
	}

	@Override
	public void ready(ConfigurableApplicationContext context, Duration timeTaken) {
		// Of this context only: each one above it has been ready by itself. There is none
		// any more if one who heard of it has closed the context.
		if (context.getBeanFactory().getSingleton(SpawnedProcess.BEAN_NAME) instanceof SpawnedProcess worker) {
			worker.ready(this.args);
		}
	}

}
