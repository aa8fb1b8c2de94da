package dev.multiprocess.ipc.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.multiprocess.ipc.Sandbox;
import dev.multiprocess.ipc.TransportType;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * What the properties below {@code ipc} say. Immutable.
 *
 * @param enabled Whether processes and their remote interfaces are configured.
 * @param process Processes by name. What a process does not set is taken from the entry
 * called 'default', which is no process itself.
 * @param interfaces Settings of remote interfaces by wire name, the class name by
 * default.
 * @param expose Remote interfaces of this application's beans that its processes may
 * call. For workers see '@EnableSpawnedProcess'.
 * @param serialization What may cross between processes.
 */
@ConfigurationProperties("ipc")
public record IpcProperties(@DefaultValue("true") boolean enabled, @DefaultValue Map<String, ProcessSettings> process,
		@DefaultValue Map<String, InterfaceSettings> interfaces, @DefaultValue List<Class<?>> expose,
		@DefaultValue SerializationSettings serialization) {

	private static final String DEFAULT = "default";

	/** Returns the names of the processes, in order. */
	Set<String> processNames() {
		Set<String> names = new TreeSet<>(this.process.keySet());
		names.remove(DEFAULT);
		return names;
	}

	/**
	 * Returns the settings of a process, completed by those of {@code default}.
	 * @param name the process' name
	 */
	ProcessSettings settingsOf(String name) {
		ProcessSettings fallback = this.process.getOrDefault(DEFAULT, ProcessSettings.NONE);
		return this.process.getOrDefault(name, ProcessSettings.NONE).orElse(fallback);
	}

	/**
	 * How one process is run.
	 *
	 * @param mainClass Class with the main method to run, on this application's class
	 * path unless another one is set.
	 * @param jar Executable jar to run.
	 * @param command Program to run with its first arguments.
	 * @param classPath Jars and folders of the main class.
	 * @param javaHome Home of the Java runtime that runs the process, this application's
	 * by default.
	 * @param jvmArguments Arguments of the process' Java, such as '-Xmx64m'.
	 * @param arguments Arguments of the program.
	 * @param properties Spring properties of the process, sent as
	 * SPRING_APPLICATION_JSON.
	 * @param environment Environment variables of the process.
	 * @param inheritEnvironment Names of the environment variables to inherit. A '*'
	 * stands for any characters. 'PATH', 'HOME', 'LANG', 'LC_*', 'TZ' and 'TMPDIR' by
	 * default.
	 * @param workingDirectory Working directory of the process.
	 * @param startup When the process is started, provided one of its interfaces is used,
	 * 'eager' by default.
	 * @param startupTimeout Longest time from launch until the process serves, 30s by
	 * default. If a duration suffix is not specified, seconds will be used.
	 * @param startupFailure What happens when the process does not come up at start,
	 * 'fail' by default.
	 * @param callTimeout Longest time one call may take, without limit by default. If a
	 * duration suffix is not specified, seconds will be used.
	 * @param maxConcurrentCalls Number of calls in each direction that may be under way
	 * at once.
	 * @param shutdownGracePeriod Time that running calls have when the process is ended,
	 * 5s by default. If a duration suffix is not specified, seconds will be used.
	 * @param transport How bytes travel, 'auto' by default.
	 * @param instances Number of processes that share the calls, 1 by default.
	 * @param standby Number of further processes that take the place of one that ended, 0
	 * by default.
	 * @param restart Whether and when a process that ended unasked is started again.
	 * @param liveness How a process is found that hangs as a whole.
	 * @param output Where the output of the process goes, 'log' by default.
	 * @param outputFile File that the output is appended to if it goes to one, relative
	 * to the working directory of the process.
	 * @param memory Size of the largest heap of the process, left to Java by default. Not
	 * for a command.
	 * @param cache Whether what the process loads at its start is kept for the next one,
	 * 'off' by default. Not for a command.
	 * @param cacheDirectory Folder where that is kept, which nobody else may write to,
	 * 'ipc-spring-boot-starter' in the user's folder of caches by default.
	 * @param sandbox What keeps the process from the rest of the machine, 'none' by
	 * default. Not with a debugger or the transport 'shared-memory'.
	 * @param debug Whether a debugger can be attached to the process. Not for a command.
	 */
	@ConfigurationPropertiesSource
	public record ProcessSettings(@Nullable String mainClass, @Nullable String jar, @Nullable List<String> command,
			@Nullable List<String> classPath, @Nullable String javaHome, @Nullable List<String> jvmArguments,
			@Nullable List<String> arguments, @DefaultValue Map<String, String> properties,
			@DefaultValue Map<String, String> environment, @Nullable List<String> inheritEnvironment,
			@Nullable String workingDirectory, @Nullable Startup startup,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration startupTimeout,
			@Nullable StartupFailure startupFailure, @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration callTimeout,
			@Nullable Integer maxConcurrentCalls,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration shutdownGracePeriod, @Nullable TransportType transport,
			@Nullable Integer instances, @Nullable Integer standby, @DefaultValue RestartSettings restart,
			@DefaultValue LivenessSettings liveness, @Nullable Output output, @Nullable String outputFile,
			@Nullable DataSize memory, @Nullable Cache cache, @Nullable String cacheDirectory,
			@Nullable Sandbox sandbox, @DefaultValue DebugSettings debug) {

		static final ProcessSettings NONE = new ProcessSettings(null, null, null, null, null, null, null, Map.of(),
				Map.of(), null, null, null, null, null, null, null, null, null, null, null, RestartSettings.NONE,
				LivenessSettings.NONE, null, null, null, null, null, null, DebugSettings.NONE);

		private ProcessSettings orElse(ProcessSettings other) {
			// One way to run a process replaces the others.
			ProcessSettings program = (this.mainClass != null || this.jar != null || this.command != null) ? this
					: other;
			return new ProcessSettings(program.mainClass, program.jar, program.command,
					first(this.classPath, other.classPath), first(this.javaHome, other.javaHome),
					first(this.jvmArguments, other.jvmArguments), first(this.arguments, other.arguments),
					both(this.properties, other.properties), both(this.environment, other.environment),
					first(this.inheritEnvironment, other.inheritEnvironment),
					first(this.workingDirectory, other.workingDirectory), first(this.startup, other.startup),
					first(this.startupTimeout, other.startupTimeout), first(this.startupFailure, other.startupFailure),
					first(this.callTimeout, other.callTimeout),
					first(this.maxConcurrentCalls, other.maxConcurrentCalls),
					first(this.shutdownGracePeriod, other.shutdownGracePeriod), first(this.transport, other.transport),
					first(this.instances, other.instances), first(this.standby, other.standby),
					this.restart.orElse(other.restart), this.liveness.orElse(other.liveness),
					first(this.output, other.output), first(this.outputFile, other.outputFile),
					first(this.memory, other.memory), first(this.cache, other.cache),
					first(this.cacheDirectory, other.cacheDirectory), first(this.sandbox, other.sandbox),
					this.debug.orElse(other.debug));
		}

		private static Map<String, String> both(Map<String, String> values, Map<String, String> others) {
			Map<String, String> both = new LinkedHashMap<>(others);
			both.putAll(values);
			return both;
		}

	}

	private static <T> @Nullable T first(@Nullable T value, @Nullable T other) {
		return (value != null) ? value : other;
	}

	/**
	 * Whether and when a process that ended unasked is started again.
	 *
	 * @param policy Whether a process that ended unasked is started again by itself,
	 * 'on-failure' by default.
	 * @param delay Time before the first restart, 1s by default. Each further one follows
	 * after twice the time. If a duration suffix is not specified, seconds will be used.
	 * @param maxDelay Longest time before a restart, 30s by default. If a duration suffix
	 * is not specified, seconds will be used.
	 * @param maxAttempts Most restarts in a window, 5 by default.
	 * @param window Time in which restarts are counted, and for which calls fail after
	 * too many, 1m by default. If a duration suffix is not specified, seconds will be
	 * used.
	 */
	public record RestartSettings(@Nullable Restart policy, @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration delay,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration maxDelay, @Nullable Integer maxAttempts,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration window) {

		static final RestartSettings NONE = new RestartSettings(null, null, null, null, null);

		private RestartSettings orElse(RestartSettings other) {
			return new RestartSettings(first(this.policy, other.policy), first(this.delay, other.delay),
					first(this.maxDelay, other.maxDelay), first(this.maxAttempts, other.maxAttempts),
					first(this.window, other.window));
		}

	}

	/**
	 * How a process is found that hangs as a whole.
	 *
	 * @param interval Time between two questions for a sign of life, 10s by default. Zero
	 * for none. If a duration suffix is not specified, seconds will be used.
	 * @param timeout Longest time without a sign of life until the process is killed, 30s
	 * by default. If a duration suffix is not specified, seconds will be used.
	 */
	public record LivenessSettings(@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration interval,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration timeout) {

		static final LivenessSettings NONE = new LivenessSettings(null, null);

		private LivenessSettings orElse(LivenessSettings other) {
			return new LivenessSettings(first(this.interval, other.interval), first(this.timeout, other.timeout));
		}

	}

	/**
	 * Whether a debugger can be attached to a process.
	 *
	 * @param enabled Whether the process listens for a debugger, false by default. It
	 * then has no limit of time for its start and for calls, and is not taken for hung.
	 * @param address Address to listen at as '&lt;host&gt;:&lt;port&gt;', '127.0.0.1:0'
	 * by default. Port 0 stands for any free one, which the process prints.
	 * @param suspend Whether the process waits for the debugger before it begins, false
	 * by default.
	 */
	public record DebugSettings(@Nullable Boolean enabled, @Nullable String address, @Nullable Boolean suspend) {

		static final DebugSettings NONE = new DebugSettings(null, null, null);

		boolean isOn() {
			return Boolean.TRUE.equals(this.enabled);
		}

		String agent() {
			return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=%s,address=%s".formatted(
					Boolean.TRUE.equals(this.suspend) ? "y" : "n",
					(this.address != null) ? this.address : "127.0.0.1:0");
		}

		private DebugSettings orElse(DebugSettings other) {
			return new DebugSettings(first(this.enabled, other.enabled), first(this.address, other.address),
					first(this.suspend, other.suspend));
		}

	}

	/**
	 * Whether a process that ended unasked is started again by itself.
	 */
	public enum Restart {

		/** After a while, unless it fails too often. */
		ON_FAILURE,

		/** Not before the next call. */
		NEVER

	}

	/**
	 * Whether what a process loads at its start is kept for the next one.
	 */
	public enum Cache {

		/** Nothing is kept. */
		OFF,

		/** In an archive, which one further process makes that is started for it. */
		AUTO

	}

	/**
	 * Where the output of a process goes.
	 */
	public enum Output {

		/** To the log 'ipc.process.&lt;name&gt;'. */
		LOG,

		/** To the output of this application. */
		INHERIT,

		/** Nowhere. */
		DISCARD,

		/** To the end of the output file. */
		FILE

	}

	/**
	 * When a process is started.
	 */
	public enum Startup {

		/** While the application starts, which waits for it. */
		EAGER,

		/** While the application starts, which does not wait. */
		BACKGROUND,

		/** On the first call. */
		LAZY

	}

	/**
	 * What happens when a process does not come up while the application starts.
	 */
	public enum StartupFailure {

		/** The application fails to start. */
		FAIL,

		/** A warning is logged; the next call tries again. */
		WARN

	}

	/**
	 * Where one remote interface is served, and how its calls are made.
	 *
	 * @param process Name of the process that serves the interface.
	 * @param callTimeout Longest time one call of the interface may take, whatever
	 * '@CallTimeout' and its process say. If a duration suffix is not specified, seconds
	 * will be used.
	 */
	@ConfigurationPropertiesSource
	public record InterfaceSettings(@Nullable String process,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration callTimeout) {

		static final InterfaceSettings NONE = new InterfaceSettings(null, null);

		InterfaceSettings orElse(InterfaceSettings other) {
			return new InterfaceSettings(first(this.process, other.process),
					first(this.callTimeout, other.callTimeout));
		}

	}

	/**
	 * What may cross between processes.
	 *
	 * @param allowedTypes Classes whose objects may cross although no signature names
	 * them.
	 * @param allowedPackages Packages whose classes may cross, sub-packages included.
	 * @param maxMessageSize Size of the largest message.
	 * @param maxDepth How deep values may be nested.
	 * @param maxReferences How many objects a process may hold of another one.
	 */
	public record SerializationSettings(@DefaultValue List<Class<?>> allowedTypes,
			@DefaultValue List<String> allowedPackages, @DefaultValue("16MB") DataSize maxMessageSize,
			@DefaultValue("64") int maxDepth, @DefaultValue("1000000") int maxReferences) {
	}

}
