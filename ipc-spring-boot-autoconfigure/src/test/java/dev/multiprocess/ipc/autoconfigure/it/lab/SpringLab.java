package dev.multiprocess.ipc.autoconfigure.it.lab;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import dev.multiprocess.ipc.autoconfigure.it.lab.LabWorker.Events;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Tells about a Spring application.
 *
 * @param context its beans
 * @param happened what happened in it
 * @param parent its parent
 */
record SpringLab(ConfigurableApplicationContext context, Events happened, Home parent) implements Lab {

	@Override
	public long pid() {
		return ProcessHandle.current().pid();
	}

	@Override
	public @Nullable String property(String name) {
		return this.context.getEnvironment().getProperty(name);
	}

	@Override
	public List<String> profiles() {
		return List.of(this.context.getEnvironment().getActiveProfiles());
	}

	@Override
	public @Nullable String environment(String name) {
		return System.getenv(name);
	}

	@Override
	public List<String> events() {
		return List.copyOf(this.happened.list());
	}

	@Override
	public void log(String line) {
		LabWorker.logger.info(line);
	}

	@Override
	public String ask(Answer answer) {
		return "worker heard " + answer.answer("worker asks");
	}

	@Override
	public void hang(Answer answer) {
		answer.answer("worker hangs");
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public long pidAfter(Answer answer) {
		answer.answer("worker asks");
		return pid();
	}

	@Override
	public long home() {
		return this.parent.pid();
	}

	@Override
	public long maxMemory() {
		return Runtime.getRuntime().maxMemory();
	}

	@Override
	public void closeContext() {
		// What else it runs does not keep it from ending.
		new Thread(LockSupport::park, "lab-left").start();
		this.context.close();
	}

	@Override
	public void exit(int status) {
		Thread serving = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("ipc-serve"))
			.findFirst()
			.orElseThrow();
		new Thread(() -> {
			int code = SpringApplication.exit(this.context, () -> status);
			// Until it waits for this thread.
			while (serving.isAlive() && !joins(serving)) {
				Thread.onSpinWait();
			}
			System.exit(code);
		}).start();
	}

	private static boolean joins(Thread thread) {
		return Arrays.stream(thread.getStackTrace())
			.anyMatch((frame) -> frame.getClassName().equals(Thread.class.getName())
					&& frame.getMethodName().equals("join"));
	}

	@Override
	public void take(Object value) {
	}

}
