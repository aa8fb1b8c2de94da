package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.Ipc;

import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Ends a worker whose parent ends while it starts, which takes an application seconds.
 */
final class ParentWatchListener implements ApplicationListener<ApplicationStartingEvent> {

	@Override
	public void onApplicationEvent(ApplicationStartingEvent event) {
		Class<?> mainClass = event.getSpringApplication().getMainApplicationClass();
		if (mainClass != null && AnnotatedElementUtils.hasAnnotation(mainClass, EnableSpawnedProcess.class)) {
			Ipc.builder().watchParent(event.getArgs());
		}
	}

}
