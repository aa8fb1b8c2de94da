package dev.multiprocess.ipc.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcContext;
import dev.multiprocess.ipc.IpcContext.Role;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.RemoteInterface;
import dev.multiprocess.ipc.process.SpawnDepth;
import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.Redirection;

/**
 * The front door: owns the processes, and wires their two halves. Safe for use by any
 * number of threads.
 */
final class DefaultIpc implements Ipc {

	/** More parents above one another has only a program that starts itself. */
	private static final int MOST_PARENTS = 4;

	private final IpcSettings settings;

	private final Wiring wiring;

	private final Map<String, ManagedProcess> managed = new ConcurrentHashMap<>();

	private final Set<Launch> starting = ConcurrentHashMap.newKeySet();

	private final Meetings meetings;

	private final Training training;

	private final ServeLoop serveLoop;

	private volatile IpcContext context;

	private volatile boolean closed;

	DefaultIpc(IpcSettings settings) {
		this.settings = settings;
		this.wiring = new Wiring(settings);
		this.serveLoop = new ServeLoop(this.wiring, (name, depth) -> this.context = spawned(name, depth));
		this.meetings = new Meetings(this.wiring);
		this.training = new Training(settings);
		this.context = new IpcContext("main", Role.PARENT, 0, settings.maxMessageSize(), settings.maxDepth());
		settings.processes()
			.values()
			.forEach((spec) -> this.managed.put(spec.name(),
					new ManagedProcess(spec, this::launch, this.wiring.events())));
	}

	@Override
	public <I extends Init> I spawnProcess(ProcessSpec process, Class<I> initType) {
		long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(process.startupTimeout());
		RunningProcess started = launch(process, () -> Set.of(initType));
		try {
			return root(started, process, initType, deadline);
		}
		catch (RuntimeException | Error ex) {
			started.stop();
			throw ex;
		}
	}

	/** A process that says hello and then nothing has not started either. */
	private <I extends Init> I root(RunningProcess started, ProcessSpec spec, Class<I> initType, long deadline) {
		return FirstObject.of(started, started.connection(), initType, Math.max(0, deadline - System.nanoTime()),
				(ex) -> new ProcessStartException(spec.name(),
						"did not answer within " + TimeUnit.MILLISECONDS.convert(spec.startupTimeout()) + " ms",
						List.of(), started.exit().join(), ex));
	}

	@Override
	public <I extends Init> I spawnProcess(String name, Class<I> initType) {
		return spawnProcess(named(name).spec(), initType);
	}

	private RunningProcess launch(ProcessSpec spec) {
		return launch(spec, () -> named(spec.name()).roots());
	}

	/** Starts a process of whom objects of some types will be called. */
	private RunningProcess launch(ProcessSpec spec, Supplier<Set<Class<?>>> types) {
		if (Math.max(this.context.spawnDepth(), SpawnDepth.own()) >= MOST_PARENTS) {
			throw new ProcessStartException(spec.name(),
					"was not started: " + MOST_PARENTS
							+ " processes stand above this one already; does the program start itself?",
					List.of(), null, null);
		}
		Launch launch = new Launch(this.wiring, spec, this.context.spawnDepth());
		this.starting.add(launch);
		try {
			RunningProcess started = launch(launch);
			this.training.offer(launch.archive(), spec, this.context.spawnDepth(), types);
			return started;
		}
		catch (ProcessStartException ex) {
			if (!launch.isArchiveSuspect()) {
				throw ex;
			}
		}
		finally {
			this.starting.remove(launch);
		}
		return launch(spec, types);
	}

	private RunningProcess launch(Launch launch) {
		// Looked at after the launch can be seen: whoever closes ends it, or it sees
		// that.
		checkOpen();
		RunningProcess started;
		try {
			started = launch.run();
		}
		catch (ProcessStartException ex) {
			checkOpen();
			throw ex;
		}
		this.wiring.partners().add(started);
		started.exit().thenRun(() -> this.wiring.partners().remove(started));
		if (this.closed) {
			started.stop();
			checkOpen();
		}
		return started;
	}

	private void checkOpen() {
		if (this.closed) {
			throw new IllegalStateException("This Ipc is closed");
		}
	}

	private ManagedProcess named(String name) {
		ManagedProcess process = this.managed.get(name);
		if (process == null) {
			throw new IllegalArgumentException("No process has the name '" + name + "'; known are: "
					+ (this.managed.isEmpty() ? "none" : String.join(", ", this.managed.keySet())));
		}
		return process;
	}

	@Override
	public <T> T root(String name, Class<T> type) {
		checkRemote(type);
		return Redirection.newProxy(type, new RootProxy(named(name), type, this.settings));
	}

	private static void checkRemote(Class<?> type) {
		if (!type.isInterface() || !type.isAnnotationPresent(RemoteInterface.class)) {
			throw new IllegalArgumentException(type.getName() + " is no interface marked with @RemoteInterface");
		}
	}

	@Override
	public <T> T parent(Class<T> type) {
		checkRemote(type);
		return this.serveLoop.upward().object(type);
	}

	@Override
	public IpcProcess start(String name) {
		return named(name).start().process();
	}

	@Override
	public void pauseStarts() {
		this.managed.values().forEach((process) -> process.pause(true));
	}

	@Override
	public void resumeStarts() {
		this.managed.values().forEach((process) -> process.pause(false));
	}

	@Override
	public OptionalInt startSpawnedProcess(String... args) {
		return this.serveLoop.run(args);
	}

	private IpcContext spawned(String name, int depth) {
		return new IpcContext(name, Role.SPAWNED, depth, this.settings.maxMessageSize(), this.settings.maxDepth());
	}

	@Override
	public Listener listen(String address) {
		return this.meetings.listen(address);
	}

	@Override
	public <I extends Init> Optional<I> connect(String address, Class<I> initType) {
		return this.meetings.connect(address, initType);
	}

	@Override
	public Registration addCleanup(Object remoteOrLocal, Runnable cleanup) {
		Object target = target(remoteOrLocal);
		Connection connection = Connection.of(target);
		return (connection != null) ? connection.addCleanup(target, cleanup)
				: this.wiring.locals().addCleanup(target, cleanup);
	}

	@Override
	public IpcProcess process(Object remote) {
		Connection connection = Connection.of(target(remote));
		if (connection != null && connection.listener() instanceof IpcProcess process) {
			return process;
		}
		throw new IllegalArgumentException(
				remote + " is no proxy of a process that was started here, or of a program that is connected");
	}

	private static Object target(Object object) {
		Redirection redirection = Redirection.of(object);
		return (redirection != null) ? target(redirection.currentTarget()) : object;
	}

	@Override
	public IpcContext context() {
		return this.context;
	}

	@Override
	public void close() {
		this.closed = true;
		this.managed.values().forEach(ManagedProcess::close);
		this.training.cancel();
		this.starting.forEach(Launch::cancel);
		this.managed.values().forEach(ManagedProcess::awaitStarts);
		this.training.awaitEnd();
		this.meetings.close();
		this.wiring.partners().close();
		this.wiring.close();
		this.serveLoop.close();
	}

}
