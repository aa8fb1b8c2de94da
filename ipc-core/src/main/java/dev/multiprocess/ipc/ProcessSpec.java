package dev.multiprocess.ipc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What to run as a process, and how. Immutable.
 */
public final class ProcessSpec {

	/** Names of variables that are inherited by default; {@code *} is any characters. */
	public static final List<String> DEFAULT_INHERITED_ENVIRONMENT = List.of("PATH", "HOME", "LANG", "LC_*", "TZ",
			"TMPDIR");

	/** Longer than anybody debugs. */
	private static final Duration NO_TIMEOUT = Duration.ofDays(365);

	private final ProcessSpecBuilder values;

	ProcessSpec(ProcessSpecBuilder values) {
		this.values = values;
	}

	/**
	 * Runs a class of this program with this program's Java and class path.
	 * @param mainClass the class with the main method
	 * @return a new builder
	 */
	public static Builder java(Class<?> mainClass) {
		return java(mainClass.getName());
	}

	/**
	 * Runs a class with {@linkplain Builder#javaHome this program's Java unless told
	 * otherwise} and the {@linkplain Builder#classPath class path} given, this program's
	 * by default.
	 * @param mainClass the name of the class with the main method
	 * @return a new builder
	 */
	public static Builder java(String mainClass) {
		return new ProcessSpecBuilder(new Program.Main(mainClass));
	}

	/**
	 * Runs an executable jar.
	 * @param jar the file; a relative one is resolved against the process' working
	 * directory
	 * @return a new builder
	 */
	public static Builder jar(Path jar) {
		return new ProcessSpecBuilder(new Program.Jar(jar));
	}

	/**
	 * Runs any program that speaks the protocol; {@code -ipc <address>} is appended to
	 * its arguments.
	 * @param command the program and its first arguments
	 * @return a new builder
	 */
	public static Builder command(String... command) {
		return new ProcessSpecBuilder(new Program.Command(List.of(command)));
	}

	/**
	 * Runs no process: objects live in this one, yet every value crosses the codec.
	 * @param init makes the first object, once per start
	 * @return a new builder
	 */
	public static Builder inProcess(Supplier<? extends Init> init) {
		return new ProcessSpecBuilder(new Program.InProcess(init));
	}

	/** Returns the name given, or one derived from the program. */
	public String name() {
		return this.values.name;
	}

	/** Returns the program. */
	public Program program() {
		return this.values.program;
	}

	/** Returns its entries; empty for this program's own. */
	public List<Path> classPath() {
		return this.values.classPath;
	}

	/** Returns the home of a Java runtime, or null for this program's own. */
	public @Nullable Path javaHome() {
		return this.values.javaHome;
	}

	/** Returns its arguments without {@code -ipc}. */
	public List<String> arguments() {
		return this.values.arguments;
	}

	/** Returns arguments such as {@code -Xmx64m}. */
	public List<String> jvmArguments() {
		return this.values.jvmArguments;
	}

	/** Returns values by name. */
	public Map<String, String> environment() {
		return this.values.environment;
	}

	/** Returns names; a {@code *} stands for any characters. */
	public List<String> inheritedEnvironment() {
		return this.values.inheritedEnvironment;
	}

	/** Returns its working directory, or null for this program's own. */
	public @Nullable Path workingDirectory() {
		return this.values.workingDirectory;
	}

	/** Returns the transport; {@link TransportType#SOCKET} with a sandbox. */
	public TransportType transport() {
		return this.values.transport;
	}

	/** Returns the time, more than zero. */
	public Duration startupTimeout() {
		return this.values.withoutTimeouts ? NO_TIMEOUT : this.values.startupTimeout;
	}

	/** Returns the time, zero for no limit, or null for the {@link Ipc}'s. */
	public @Nullable Duration callTimeout() {
		return this.values.withoutTimeouts ? Duration.ZERO : this.values.callTimeout;
	}

	/** Returns whether calls have no limit of time whoever sets one. */
	public boolean withoutTimeouts() {
		return this.values.withoutTimeouts;
	}

	/** Returns the time it has for running calls, and again until it is killed. */
	public Duration shutdownGracePeriod() {
		return this.values.shutdownGracePeriod;
	}

	/** Returns the number of calls in each direction. */
	public int maxConcurrentCalls() {
		return this.values.maxConcurrentCalls;
	}

	/** Returns where its output goes. */
	public ProcessOutput output() {
		return this.values.output;
	}

	/** Returns the size of the largest heap in bytes, zero for what Java takes. */
	public long memory() {
		return this.values.memory;
	}

	/** Returns whether what it loads at its start is kept for the next one. */
	public StartupCache cache() {
		return this.values.cache;
	}

	/** Returns what keeps it from the rest of the machine. */
	public Sandbox sandbox() {
		return this.values.sandbox;
	}

	/** Returns how its processes are kept running. */
	public Supervision supervision() {
		return this.values.withoutTimeouts ? this.values.supervision.withLiveness(Duration.ZERO, Duration.ZERO)
				: this.values.supervision;
	}

	@Override
	public String toString() {
		return "process '" + name() + "' (" + program() + ")";
	}

	/**
	 * Collects what a {@link ProcessSpec} is made of. Methods that take several values
	 * replace those given before, but {@link #environment} adds one. Not for use by
	 * several threads.
	 */
	public interface Builder extends SupervisionBuilder {

		/**
		 * Names the process, for logs, errors and look-up.
		 * @param name letters, digits, {@code -}, {@code _} and {@code .}
		 */
		Builder name(String name);

		/**
		 * Sets the class path of a {@linkplain Program.Main class}.
		 * @param entries jars and folders
		 */
		Builder classPath(Path... entries);

		/**
		 * Sets which Java runs the process.
		 * @param javaHome the home of a Java runtime
		 */
		Builder javaHome(Path javaHome);

		/**
		 * Sets the arguments of the program.
		 * @param arguments the arguments
		 */
		Builder arguments(String... arguments);

		/**
		 * Sets the arguments of the process' Java.
		 * @param arguments arguments such as {@code -Xmx64m}
		 */
		Builder jvmArguments(String... arguments);

		/**
		 * Gives the process a variable.
		 * @param name its name
		 * @param value its value
		 */
		Builder environment(String name, String value);

		/**
		 * Sets which variables of this program the process inherits; see
		 * {@link #DEFAULT_INHERITED_ENVIRONMENT}.
		 * @param namePatterns names; a {@code *} stands for any characters
		 */
		Builder inheritEnvironment(String... namePatterns);

		/**
		 * Sets where the process runs.
		 * @param directory its working directory
		 */
		Builder workingDirectory(Path directory);

		/**
		 * Builds the specification.
		 * @return what to run
		 */
		ProcessSpec build();

	}

}
