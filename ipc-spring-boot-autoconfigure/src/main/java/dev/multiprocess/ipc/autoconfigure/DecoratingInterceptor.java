package dev.multiprocess.ipc.autoconfigure;

import java.lang.reflect.Method;

import dev.multiprocess.ipc.CallInterceptor;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.TaskDecorator;

/**
 * Has calls served within task decorators, which prepare the thread for them as they do
 * for tasks of executors.
 */
final class DecoratingInterceptor implements CallInterceptor {

	private final TaskDecorator decorator;

	DecoratingInterceptor(TaskDecorator decorator) {
		this.decorator = decorator;
	}

	@Override
	public @Nullable Object served(String peer, Method method, Body call) throws Throwable {
		Outcome outcome = new Outcome(call);
		this.decorator.decorate(outcome).run();
		return outcome.get();
	}

	/** Carries what a call came to out of a task. */
	private static final class Outcome implements Runnable {

		private final CallInterceptor.Body call;

		private @Nullable Object result;

		private @Nullable Throwable failure;

		private Outcome(Body call) {
			this.call = call;
		}

		@Override
		public void run() {
			try {
				this.result = this.call.run();
			}
			catch (Throwable ex) {
				this.failure = ex;
			}
		}

		private @Nullable Object get() throws Throwable {
			if (this.failure != null) {
				throw this.failure;
			}
			return this.result;
		}

	}

}
