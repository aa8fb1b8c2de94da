package dev.multiprocess.ipc.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.Ipc;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Reaches the parent before a worker starts, which takes an application seconds: ends the
 * worker if the parent ends meanwhile, and tells the parent why if the worker fails.
 */
final class WorkerStartListener implements ApplicationListener<SpringApplicationEvent> {

	/** Others that it runs while it starts have its main class as well. */
	private static final AtomicReference<@Nullable SpringApplication> worker = new AtomicReference<>();

	private static volatile @Nullable ApplicationContext context;

	/** The main class of a program that a parent has started, and that is no worker. */
	private static volatile @Nullable Class<?> unmarked;

	/** Returns whether a context is that of the worker, or below it. */
	static boolean isOfWorker(ApplicationContext other) {
		for (ApplicationContext each = other; each != null; each = each.getParent()) {
			if (each == context) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns whether this program was started as a process of another one, by its main
	 * class, which does not say that it is a worker.
	 */
	static boolean isUnmarked(@Nullable String mainClass) {
		Class<?> current = unmarked;
		return current != null && current.getName().equals(mainClass);
	}

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		Class<?> mainClass = event.getSpringApplication().getMainApplicationClass();
		if (mainClass == null) {
			return;
		}
		if (!AnnotatedElementUtils.hasAnnotation(mainClass, EnableSpawnedProcess.class)) {
			unmarked = SpawnedProcess.isSpawned(event.getArgs()) ? mainClass : unmarked;
		}
		else if (event instanceof ApplicationStartingEvent) {
			worker.compareAndSet(null, event.getSpringApplication());
			Ipc.builder().watchParent(event.getArgs());
		}
		else if (event instanceof ApplicationPreparedEvent prepared && worker.get() == event.getSpringApplication()) {
			context = prepared.getApplicationContext();
		}
		else if (event instanceof ApplicationFailedEvent failed && worker.get() == event.getSpringApplication()) {
			// Before the failure is reported and the context closed, for which the parent
			// gives time.
			Ipc.builder().startFailed(failed.getException());
		}
	}

}
