package dev.multiprocess.ipc.autoconfigure.testing;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcContext;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessSpec;
import org.mockito.Mockito;

/**
 * Writes down what is asked of it instead of starting processes.
 */
public final class RecordingIpc implements Ipc {

	private final List<String> events = Collections.synchronizedList(new ArrayList<>());

	private final Set<String> running = ConcurrentHashMap.newKeySet();

	private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();

	private final ConcurrentLinkedDeque<Runnable> cleanups = new ConcurrentLinkedDeque<>();

	private final Set<String> unknown = ConcurrentHashMap.newKeySet();

	private volatile boolean paused;

	private volatile CountDownLatch starts = new CountDownLatch(0);

	/** Returns what happened, in order. */
	public List<String> events() {
		synchronized (this.events) {
			return List.copyOf(this.events);
		}
	}

	/** Returns the names of the processes started. */
	public Set<String> running() {
		return this.running;
	}

	/** Tells whether starts are paused. */
	public boolean isPaused() {
		return this.paused;
	}

	/** Adds an event. */
	public void record(String event) {
		this.events.add(event);
	}

	/** Lets the start of a process fail. */
	public void failStart(String name, RuntimeException failure) {
		this.failures.put(name, failure);
	}

	/** Lets a process be unknown. */
	public void forget(String name) {
		this.unknown.add(name);
	}

	/** Lets starts wait until so many are under way. */
	public void awaitConcurrentStarts(int count) {
		this.starts = new CountDownLatch(count);
	}

	@Override
	public <T> T root(String name, Class<T> type) {
		if (this.unknown.contains(name)) {
			throw new IllegalArgumentException("No process is called " + name);
		}
		record("root " + name + " " + type.getSimpleName());
		return proxy(name, type);
	}

	private <T> T proxy(String name, Class<T> type) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, args) -> switch (method.getName()) {
					case "hashCode" -> System.identityHashCode(proxy);
					case "equals" -> proxy == args[0];
					case "toString" -> type.getSimpleName() + " of " + name;
					default -> {
						launch(name);
						record("call " + name + " " + type.getSimpleName() + "." + method.getName());
						yield (method.getReturnType() == String.class) ? name + ":" + args[0] : null;
					}
				}));
	}

	@Override
	public Listener listen(String address) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <I extends Init> Optional<I> connect(String address, Class<I> initType) {
		throw new UnsupportedOperationException();
	}

	private void launch(String name) {
		if (this.running.add(name)) {
			record("start " + name);
		}
	}

	@Override
	public IpcProcess start(String name) {
		this.starts.countDown();
		try {
			this.starts.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		RuntimeException failure = this.failures.get(name);
		if (failure != null) {
			throw failure;
		}
		launch(name);
		return Mockito.mock(IpcProcess.class);
	}

	@Override
	public Registration addCleanup(Object remoteOrLocal, Runnable cleanup) {
		this.cleanups.push(cleanup);
		return () -> this.cleanups.remove(cleanup);
	}

	@Override
	public void close() {
		if (!this.events().contains("close")) {
			this.cleanups.forEach(Runnable::run);
			record("close");
		}
	}

	@Override
	public <I extends Init> I spawnProcess(ProcessSpec process, Class<I> initType) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <I extends Init> I spawnProcess(String name, Class<I> initType) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void pauseStarts() {
		this.paused = true;
	}

	@Override
	public void resumeStarts() {
		this.paused = false;
	}

	@Override
	public <T> T parent(Class<T> type) {
		return proxy("parent", type);
	}

	@Override
	public OptionalInt startSpawnedProcess(String... args) {
		record("serve " + String.join(" ", args));
		return OptionalInt.of(3);
	}

	@Override
	public IpcProcess process(Object remote) {
		throw new UnsupportedOperationException();
	}

	@Override
	public IpcContext context() {
		throw new UnsupportedOperationException();
	}

}
