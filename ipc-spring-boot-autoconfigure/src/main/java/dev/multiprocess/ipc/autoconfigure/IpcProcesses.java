package dev.multiprocess.ipc.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.autoconfigure.IpcProperties.ProcessSettings;
import dev.multiprocess.ipc.autoconfigure.IpcProperties.Startup;
import dev.multiprocess.ipc.autoconfigure.IpcProperties.StartupFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;

/**
 * Owns the processes of a context: starts those in use, ends all.
 *
 * <p>
 * As an initializer of the bean factory it is created before all ordinary singletons and
 * so destroyed after them: they may call in their destroy methods, whichever order they
 * were injected in. Stopping the context therefore ends nothing yet. Safe for use by any
 * number of threads.
 */
final class IpcProcesses
		implements BeanFactoryInitializer<ConfigurableListableBeanFactory>, SmartLifecycle, DisposableBean {

	/** Starts before schedulers, listeners and servers, which may call; stops after. */
	private static final int PHASE = ExecutorConfigurationSupport.DEFAULT_PHASE - 1024;

	/** What a worker calls the process that started it. */
	private static final String PARENT = "parent";

	private static final Logger logger = LoggerFactory.getLogger(IpcProcesses.class);

	private final Ipc ipc;

	private final IpcProperties properties;

	private final ProcessHistory history;

	private final ProcessEventPublisher publisher;

	private final boolean worker;

	/** The processes that some bean is a proxy of. */
	private final Set<String> used = ConcurrentHashMap.newKeySet();

	private volatile boolean running;

	/**
	 * Creates the owner.
	 * @param ipc what runs the processes
	 * @param properties when to start them
	 * @param history is told of what is used
	 * @param publisher publishes events once all beans are made
	 * @param worker whether this program is a worker, which starts none by itself
	 */
	IpcProcesses(Ipc ipc, IpcProperties properties, ProcessHistory history, ProcessEventPublisher publisher,
			boolean worker) {
		this.ipc = ipc;
		this.properties = properties;
		this.history = history;
		this.publisher = publisher;
		this.worker = worker;
	}

	@Override
	public void initialize(ConfigurableListableBeanFactory beanFactory) {
		new LocalCandidates(beanFactory).refuse();
	}

	/**
	 * Returns a proxy, which makes its process one to be started.
	 * @param process the process' name
	 * @param type a remote interface
	 */
	<T> T root(String process, Class<T> type) {
		if (this.worker && process.equals(PARENT)) {
			return this.ipc.parent(type);
		}
		refuseItself(process);
		T root = this.ipc.root(process, type);
		this.used.add(process);
		this.history.uses(process, RemoteInterfaceDefinitions.wireName(type));
		return root;
	}

	/** It would start itself in each process again. */
	private void refuseItself(String process) {
		String mainClass = settings(process).mainClass();
		if (!this.worker && WorkerStartListener.isUnmarked(mainClass)) {
			throw new IpcConfigurationException(
					"%s was started as a process of another program but is no worker, and would start itself as process '%s'."
						.formatted(mainClass, process),
					"Annotate it with @EnableSpawnedProcess if it is the worker, else name the worker's class by ipc.process.%s.main-class."
						.formatted(process));
		}
	}

	@Override
	public void start() {
		this.running = true;
		this.publisher.begin();
		this.ipc.resumeStarts();
		this.history.pause(false);
		if (this.worker) {
			return;
		}
		Map<String, CompletableFuture<Void>> awaited = new LinkedHashMap<>();
		for (String name : this.used) {
			Startup startup = settings(name).startup();
			if (startup != Startup.LAZY) {
				CompletableFuture<Void> start = start(name);
				if (startup != Startup.BACKGROUND) {
					awaited.put(name, start);
				}
			}
		}
		await(awaited);
	}

	private CompletableFuture<Void> start(String name) {
		ProcessSettings settings = settings(name);
		return CompletableFuture.runAsync(() -> {
			try {
				this.ipc.start(name);
			}
			catch (RuntimeException ex) {
				if (settings.startupFailure() != StartupFailure.WARN && settings.startup() != Startup.BACKGROUND) {
					throw ex;
				}
				logger.warn("Process '{}' did not start; the next call of one of its objects tries again", name, ex);
			}
		}, (task) -> {
			Thread thread = new Thread(task, "ipc-start-" + name);
			thread.setDaemon(true);
			thread.start();
		});
	}

	private static void await(Map<String, CompletableFuture<Void>> starts) {
		List<Throwable> failures = new ArrayList<>();
		starts.forEach((name, start) -> {
			try {
				start.join();
			}
			catch (CompletionException ex) {
				failures.add((ex.getCause() != null) ? ex.getCause() : ex);
			}
		});
		if (failures.isEmpty()) {
			return;
		}
		Throwable first = failures.get(0);
		failures.stream().skip(1).forEach(first::addSuppressed);
		if (first instanceof RuntimeException failure) {
			throw failure;
		}
		throw new IllegalStateException("A process did not start", first);
	}

	private ProcessSettings settings(String name) {
		return this.properties.settingsOf(name);
	}

	/** Those that run go on: beans may call them until they are destroyed. */
	@Override
	public void stop() {
		this.running = false;
		this.ipc.pauseStarts();
		this.history.pause(true);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public void destroy() {
		this.ipc.close();
	}

}
