package dev.multiprocess.ipc.autoconfigure;

import java.time.Duration;
import java.util.Arrays;

import dev.multiprocess.ipc.Ipc;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Serves the parent once the application is ready, and ends it with the parent.
 *
 * <p>
 * It asks for a parent only where the program's main class is a worker's. Tests, training
 * runs and ahead-of-time processing have another one, or never get this far.
 */
final class SpawnedProcess implements ApplicationListener<ApplicationStartedEvent>, DisposableBean {

	static final String BEAN_NAME = "ipcSpawnedProcess";

	private static final Logger logger = LoggerFactory.getLogger(SpawnedProcess.class);

	/** Less than the 1.5 s after which a process that serves no more is halted. */
	private static final Duration EXIT_PATIENCE = Duration.ofSeconds(1);

	private final Ipc ipc;

	private final ConfigurableApplicationContext context;

	private final boolean allowStandalone;

	private final Exit exit;

	/** Who closes the context. */
	private volatile @Nullable Thread closer;

	SpawnedProcess(Ipc ipc, ConfigurableApplicationContext context, boolean allowStandalone, Exit exit) {
		this.ipc = ipc;
		this.context = context;
		this.allowStandalone = allowStandalone;
		this.exit = exit;
	}

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		if (event.getApplicationContext() == this.context && !this.allowStandalone && !isSpawned(event.getArgs())) {
			refuseStandalone(event.getSpringApplication().getMainApplicationClass());
		}
	}

	/** Serves the parent, if there is one, on a thread that keeps the program alive. */
	void ready(String... args) {
		if (isSpawned(args)) {
			new Thread(() -> serve(args), "ipc-serve").start();
		}
	}

	/** Returns whether a program with such arguments was started by a parent. */
	static boolean isSpawned(String... args) {
		return Arrays.asList(args).contains("-ipc");
	}

	private static void refuseStandalone(@Nullable Class<?> mainClass) {
		if (mainClass != null && AnnotatedElementUtils.hasAnnotation(mainClass, EnableSpawnedProcess.class)) {
			throw new IpcConfigurationException(
					"Worker %s was started without a parent, so there is nobody to serve."
						.formatted(mainClass.getName()),
					"Start it through the application that uses it, or allow it to run alone with @EnableSpawnedProcess(allowStandalone = true).");
		}
	}

	private void serve(String[] args) {
		int status = 1;
		try {
			status = this.ipc.startSpawnedProcess(args).orElse(0);
		}
		catch (RuntimeException ex) {
			logger.error("The parent cannot be served", ex);
		}
		finally {
			awaitCloser();
			this.exit.exit(this.context, status);
		}
	}

	/** Gives whoever closed the context time to end the JVM with a status of its own. */
	private void awaitCloser() {
		Thread current = this.closer;
		if (current != null) {
			try {
				current.join(EXIT_PATIENCE.toMillis());
			}
			catch (InterruptedException ignored) {
				// Nobody interrupts this thread; if somebody does, the program ends now.
			}
		}
	}

	@Override
	public void destroy() {
		this.closer = Thread.currentThread();
	}

	/**
	 * Ends the program.
	 */
	@FunctionalInterface
	interface Exit {

		/** Closes the context, then ends the JVM. */
		Exit SYSTEM = (context, status) -> System
			.exit(context.isActive() ? SpringApplication.exit(context, () -> status) : status);

		/**
		 * Ends the program.
		 * @param context what to close first
		 * @param status the exit status
		 */
		void exit(ConfigurableApplicationContext context, int status);

	}

}
