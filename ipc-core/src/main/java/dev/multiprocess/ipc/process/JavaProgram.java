package dev.multiprocess.ipc.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.Program;
import org.jspecify.annotations.Nullable;

/**
 * What a Java is told to run.
 *
 * @param home the home of the Java runtime
 * @param defaults options of ours, which come first
 * @param options options of the user, who may override ours
 * @param classPath jars and folders by absolute path, or the one executable jar
 * @param mainClass the class with the main method, or null for that of the jar
 */
record JavaProgram(Path home, List<String> defaults, List<String> options, List<Path> classPath,
		@Nullable String mainClass) {

	/** The variables in which Java looks for options as well. */
	static final List<String> OPTION_VARIABLES = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

	/**
	 * Put before the arguments of the user, who may override them: end when out of
	 * memory, no windows, output as it is decoded here, nothing left in the temporary
	 * folder, no secrets in a core file. The {@code sun} names are those of Java 17.
	 */
	private static final List<String> DEFAULTS = List.of("-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData",
			"-XX:-CreateCoredumpOnCrash", "-Djava.awt.headless=true", "-Dstdout.encoding=UTF-8",
			"-Dstderr.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8", "-Dsun.stderr.encoding=UTF-8");

	/**
	 * Returns what a specification says.
	 * @param spec what to run
	 * @param directory its working directory
	 * @return the program, or null if it is no Java one
	 * @throws IllegalArgumentException if it cannot be run; the message ends a sentence
	 * about the process
	 */
	static @Nullable JavaProgram of(ProcessSpec spec, Path directory) {
		if (spec.program() instanceof Program.Jar jar) {
			Path file = directory.resolve(jar.jar());
			if (!Files.isRegularFile(file)) {
				throw new IllegalArgumentException("cannot be run: there is no jar " + file);
			}
			return new JavaProgram(home(spec), defaults(spec), spec.jvmArguments(), List.of(file), null);
		}
		if (spec.program() instanceof Program.Main main) {
			return new JavaProgram(home(spec), defaults(spec), spec.jvmArguments(), classPath(spec, directory),
					main.mainClass());
		}
		return null;
	}

	private static Path home(ProcessSpec spec) {
		return (spec.javaHome() != null) ? spec.javaHome().toAbsolutePath() : Path.of(System.getProperty("java.home"));
	}

	private static List<String> defaults(ProcessSpec spec) {
		List<String> defaults = joined(joined(DEFAULTS, SmallHeap.options(spec)), SandboxedJava.options(spec));
		return (spec.memory() > 0) ? joined(defaults, List.of("-Xmx" + spec.memory())) : defaults;
	}

	private static List<Path> classPath(ProcessSpec spec, Path directory) {
		Stream<Path> entries = spec.classPath().stream().map(directory::resolve);
		if (spec.classPath().isEmpty()) {
			entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
				.map((entry) -> Path.of(entry).toAbsolutePath());
		}
		return entries.toList();
	}

	/** Returns the program that starts it. */
	String java() {
		return this.home.resolve("bin").resolve(Launch.USES_SHELL ? "java" : "java.exe").toString();
	}

	/**
	 * Returns the same with more options before those of the user.
	 * @param more the options
	 */
	JavaProgram with(List<String> more) {
		return new JavaProgram(this.home, joined(this.defaults, more), this.options, this.classPath, this.mainClass);
	}

	/**
	 * Returns the same with another jar in the place of the class path.
	 * @param jar the jar
	 * @param mainClass its class to run, or null for the one that its manifest names
	 */
	JavaProgram in(Path jar, @Nullable String mainClass) {
		return new JavaProgram(this.home, this.defaults, this.options, List.of(jar), mainClass);
	}

	private static List<String> joined(List<String> first, List<String> second) {
		return Stream.concat(first.stream(), second.stream()).toList();
	}

}
