package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

import dev.multiprocess.ipc.CallInterceptor;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ResultDisposer;
import dev.multiprocess.ipc.runtime.Liveness.Pulse;
import org.jspecify.annotations.Nullable;

/**
 * The builder that {@link Ipc#builder()} finds. Not for use by several threads.
 */
public final class DefaultIpcBuilder implements Ipc.Builder {

	private final Map<String, ProcessSpec> processes = new LinkedHashMap<>();

	private final Set<Class<?>> allowedTypes = new LinkedHashSet<>();

	private final List<String> allowedPackages = new ArrayList<>();

	private @Nullable Init init;

	private Duration callTimeout = Duration.ZERO;

	private final Map<String, Duration> interfaceTimeouts = new LinkedHashMap<>();

	private int maxMessageSize = 16 * 1024 * 1024;

	private int maxDepth = 64;

	private int maxReferences = 1_000_000;

	private int maxConnections = 16;

	private Pulse liveness = Pulse.DEFAULT;

	private @Nullable Executor executor;

	private @Nullable ResultDisposer disposer;

	private @Nullable ClassLoader classLoader;

	private final List<IpcListener> listeners = new ArrayList<>();

	private @Nullable CallInterceptor interceptor;

	@Override
	public Ipc.Builder init(Init init) {
		this.init = init;
		return this;
	}

	@Override
	public Ipc.Builder process(ProcessSpec process) {
		if (this.processes.putIfAbsent(process.name(), process) != null) {
			throw new IllegalArgumentException(
					"Two processes have the name '" + process.name() + "'; name them with ProcessSpec.Builder.name");
		}
		return this;
	}

	@Override
	public Ipc.Builder allowType(Class<?>... types) {
		this.allowedTypes.addAll(List.of(types));
		return this;
	}

	@Override
	public Ipc.Builder allowPackage(String... packages) {
		this.allowedPackages.addAll(List.of(packages));
		return this;
	}

	@Override
	public Ipc.Builder callTimeout(Duration timeout) {
		this.callTimeout = notNegative(timeout, "Call timeout");
		return this;
	}

	@Override
	public Ipc.Builder callTimeout(String interfaceName, Duration timeout) {
		this.interfaceTimeouts.put(interfaceName, notNegative(timeout, "Call timeout of " + interfaceName));
		return this;
	}

	private static Duration notNegative(Duration timeout, String what) {
		if (timeout.isNegative()) {
			throw new IllegalArgumentException(what + " is " + timeout + ", must be zero or more");
		}
		return timeout;
	}

	@Override
	public Ipc.Builder maxMessageSize(int bytes) {
		this.maxMessageSize = atLeast(1024, bytes, "Largest message");
		return this;
	}

	@Override
	public Ipc.Builder maxDepth(int depth) {
		this.maxDepth = atLeast(1, depth, "Depth of values");
		return this;
	}

	@Override
	public Ipc.Builder maxConnections(int connections) {
		this.maxConnections = atLeast(1, connections, "Number of connections");
		return this;
	}

	@Override
	public Ipc.Builder liveness(Duration interval, Duration timeout) {
		this.liveness = new Pulse(notNegative(interval, "Liveness interval"), notNegative(timeout, "Liveness timeout"));
		return this;
	}

	@Override
	public Ipc.Builder maxReferences(int references) {
		this.maxReferences = atLeast(1, references, "Number of references");
		return this;
	}

	private static int atLeast(int least, int value, String what) {
		if (value < least) {
			throw new IllegalArgumentException(what + " is " + value + ", must be " + least + " or more");
		}
		return value;
	}

	@Override
	public Ipc.Builder executor(Executor executor) {
		this.executor = executor;
		return this;
	}

	@Override
	public Ipc.Builder resultDisposer(ResultDisposer disposer) {
		this.disposer = disposer;
		return this;
	}

	@Override
	public Ipc.Builder classLoader(ClassLoader classLoader) {
		this.classLoader = classLoader;
		return this;
	}

	@Override
	public Ipc.Builder listener(IpcListener listener) {
		this.listeners.add(listener);
		return this;
	}

	@Override
	public Ipc.Builder interceptor(CallInterceptor interceptor) {
		this.interceptor = (this.interceptor != null) ? new NestedInterceptor(this.interceptor, interceptor)
				: interceptor;
		return this;
	}

	@Override
	public Ipc.Builder watchParent(String... args) {
		Parent.reach(args);
		return this;
	}

	@Override
	public Ipc.Builder startFailed(Throwable reason) {
		Parent.reached().ifPresent((parent) -> parent.failed(reason));
		return this;
	}

	@Override
	public Ipc build() {
		return new DefaultIpc(settings());
	}

	/** Returns what an {@code Ipc} is built with. */
	IpcSettings settings() {
		return new IpcSettings(this.init, Map.copyOf(this.processes), Set.copyOf(this.allowedTypes),
				List.copyOf(this.allowedPackages), this.callTimeout, Map.copyOf(this.interfaceTimeouts),
				this.maxMessageSize, this.maxDepth, this.maxReferences, this.maxConnections, this.liveness,
				this.executor, this.disposer, (this.classLoader != null) ? this.classLoader : defaultClassLoader(),
				List.copyOf(this.listeners), this.interceptor);
	}

	private static ClassLoader defaultClassLoader() {
		ClassLoader loader = Thread.currentThread().getContextClassLoader();
		return (loader != null) ? loader : DefaultIpcBuilder.class.getClassLoader();
	}

}
