package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.Ipc;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells the parent why a worker fails, as {@link WorkerStartListener} does, for which
 * there is no event: one who listens that the worker is ready has failed, or an
 * application below the one that was started first.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class WorkerFailureReporter implements SpringBootExceptionReporter {

	private final @Nullable ConfigurableApplicationContext context;

	WorkerFailureReporter(@Nullable ConfigurableApplicationContext context) {
		this.context = context;
	}

	@Override
	public boolean reportException(Throwable failure) {
		// What is above the worker, or beside it, may fail without it.
		if (this.context != null && WorkerStartListener.isOfWorker(this.context)
				&& this.context.getBeanFactory().containsBeanDefinition(SpawnedProcessRegistrar.BEAN_NAME)) {
			Ipc.builder().startFailed(failure);
		}
		return false;
	}

}
