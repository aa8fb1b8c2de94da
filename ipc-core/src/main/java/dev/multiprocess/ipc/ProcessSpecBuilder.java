package dev.multiprocess.ipc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.multiprocess.ipc.ProcessSpec.Builder;
import org.jspecify.annotations.Nullable;

/**
 * The builder of {@link ProcessSpec}, and once copied its values.
 */
final class ProcessSpecBuilder implements Builder, Cloneable {

	/** Java takes no less. */
	private static final long SMALLEST_HEAP = 2 * 1024 * 1024;

	final Program program;

	String name;

	List<Path> classPath = List.of();

	@Nullable Path javaHome;

	List<String> arguments = List.of();

	List<String> jvmArguments = List.of();

	Map<String, String> environment = Map.of();

	List<String> inheritedEnvironment = ProcessSpec.DEFAULT_INHERITED_ENVIRONMENT;

	@Nullable Path workingDirectory;

	TransportType transport = TransportType.AUTO;

	Duration startupTimeout = Duration.ofSeconds(30);

	@Nullable Duration callTimeout;

	boolean withoutTimeouts;

	Duration shutdownGracePeriod = Duration.ofSeconds(5);

	int maxConcurrentCalls = 64;

	Supervision supervision = Supervision.DEFAULT;

	ProcessOutput output = ProcessOutput.log();

	long memory;

	StartupCache cache = StartupCache.off();

	Sandbox sandbox = Sandbox.NONE;

	ProcessSpecBuilder(Program program) {
		this.program = program;
		this.name = ProcessName.of(program);
	}

	@Override
	public Builder name(String name) {
		this.name = ProcessName.checked(name);
		return this;
	}

	@Override
	public Builder classPath(Path... entries) {
		if (!(this.program instanceof Program.Main)) {
			throw new IllegalArgumentException(
					"A class path goes with a main class; process '" + this.name + "' runs " + this.program);
		}
		this.classPath = List.of(entries);
		return this;
	}

	@Override
	public Builder javaHome(Path javaHome) {
		this.javaHome = javaHome;
		return this;
	}

	@Override
	public Builder arguments(String... arguments) {
		this.arguments = List.of(arguments);
		return this;
	}

	@Override
	public Builder jvmArguments(String... arguments) {
		this.jvmArguments = List.of(arguments);
		return this;
	}

	@Override
	public Builder environment(String name, String value) {
		if (name.isEmpty() || name.indexOf('=') >= 0 || (name + value).indexOf('\0') >= 0) {
			throw new IllegalArgumentException("Environment variable '" + name + "' has no valid name or value");
		}
		Map<String, String> environment = new LinkedHashMap<>(this.environment);
		environment.put(name, value);
		this.environment = Collections.unmodifiableMap(environment);
		return this;
	}

	@Override
	public Builder inheritEnvironment(String... namePatterns) {
		this.inheritedEnvironment = new ArrayList<>(List.of(namePatterns));
		return this;
	}

	@Override
	public Builder workingDirectory(Path directory) {
		this.workingDirectory = directory;
		return this;
	}

	@Override
	public Builder transport(TransportType transport) {
		this.transport = transport;
		return this;
	}

	@Override
	public Builder startupTimeout(Duration timeout) {
		this.startupTimeout = atLeast(Duration.ofNanos(1), timeout, "Start-up timeout");
		return this;
	}

	@Override
	public Builder callTimeout(Duration timeout) {
		this.callTimeout = atLeast(Duration.ZERO, timeout, "Call timeout");
		return this;
	}

	@Override
	public Builder withoutTimeouts() {
		this.withoutTimeouts = true;
		return this;
	}

	@Override
	public Builder shutdownGracePeriod(Duration period) {
		this.shutdownGracePeriod = atLeast(Duration.ZERO, period, "Shutdown grace period");
		return this;
	}

	private Duration atLeast(Duration least, Duration value, String what) {
		if (value.compareTo(least) < 0) {
			throw new IllegalArgumentException(
					what + " of process '" + this.name + "' is " + value + ", must be " + least + " or more");
		}
		return value;
	}

	@Override
	public Builder maxConcurrentCalls(int calls) {
		if (calls < 1) {
			throw new IllegalArgumentException(
					"Limit of concurrent calls of process '" + this.name + "' is " + calls + ", must be 1 or more");
		}
		this.maxConcurrentCalls = calls;
		return this;
	}

	@Override
	public Builder restart(RestartPolicy policy) {
		this.supervision = this.supervision.withRestart(policy);
		return this;
	}

	@Override
	public Builder instances(int processes) {
		this.supervision = this.supervision.withInstances(processes);
		return this;
	}

	@Override
	public Builder standby(int processes) {
		this.supervision = this.supervision.withStandby(processes);
		return this;
	}

	@Override
	public Builder liveness(Duration interval, Duration timeout) {
		this.supervision = this.supervision.withLiveness(interval, timeout);
		return this;
	}

	@Override
	public Builder output(ProcessOutput output) {
		this.output = output;
		return this;
	}

	@Override
	public Builder memory(long bytes) {
		if (bytes < SMALLEST_HEAP || this.program instanceof Program.Command) {
			throw new IllegalArgumentException("Memory of process '" + this.name + "', which runs " + this.program
					+ ", is " + bytes + " bytes, must be " + SMALLEST_HEAP + " or more, and the program a Java one");
		}
		this.memory = bytes;
		return this;
	}

	@Override
	public Builder cache(StartupCache cache) {
		this.cache = cache;
		return this;
	}

	@Override
	public Builder sandbox(Sandbox sandbox) {
		this.sandbox = sandbox;
		return this;
	}

	@Override
	public ProcessSpec build() {
		try {
			ProcessSpecBuilder values = (ProcessSpecBuilder) clone();
			SandboxRules.apply(values);
			return new ProcessSpec(values);
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
