package dev.multiprocess.ipc.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.Program;

/**
 * What a specification comes down to for the operating system.
 *
 * @param command the program, by absolute path, and its arguments; no secret among them
 * @param environment all its variables
 * @param directory its working directory
 */
record CommandLine(List<String> command, Map<String, String> environment, Path directory) {

	/** Longer class paths go into a file; Windows allows 32 Ki characters in all. */
	private static final int MAX_CLASS_PATH_ARGUMENT = 32 * 1024;

	/**
	 * Put before the arguments of the user, who may override them: end when out of
	 * memory, no windows, output as it is decoded here, nothing left in the temporary
	 * folder, no secrets in a core file. The {@code sun} names are those of Java 17.
	 */
	private static final List<String> JVM_DEFAULTS = List.of("-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData",
			"-XX:-CreateCoredumpOnCrash", "-Djava.awt.headless=true", "-Dstdout.encoding=UTF-8",
			"-Dstderr.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8", "-Dsun.stderr.encoding=UTF-8");

	/**
	 * Works out the command line.
	 * @param spec what to run
	 * @param arguments the address of the parent
	 * @param privateDirectory takes the class path if it is too long for an argument
	 * @return the command line
	 * @throws ProcessStartException if something it needs does not exist
	 */
	static CommandLine of(ProcessSpec spec, SpawnArguments arguments, Path privateDirectory) {
		Path directory = Path.of("").toAbsolutePath();
		if (spec.workingDirectory() != null) {
			directory = directory.resolve(spec.workingDirectory());
		}
		List<String> command = new ArrayList<>();
		try {
			Map<String, String> environment = ChildEnvironment.of(spec, System.getenv());
			if (!Files.isDirectory(directory)) {
				throw new IllegalArgumentException(
						"cannot be run: its working directory " + directory + " does not exist");
			}
			addProgram(spec, directory, privateDirectory, command);
			command.addAll(spec.arguments());
			command.addAll(arguments.arguments());
			String path = environment.getOrDefault("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
			command.set(0, Launch.find(command.get(0), directory, path));
			return new CommandLine(List.copyOf(command), environment, directory);
		}
		catch (InvalidPathException ex) {
			throw new ProcessStartException(spec.name(), "cannot be run: " + ex.getMessage(), command, null, ex);
		}
		catch (IllegalArgumentException ex) {
			throw new ProcessStartException(spec.name(), String.valueOf(ex.getMessage()), command, null, null);
		}
	}

	private static void addProgram(ProcessSpec spec, Path directory, Path privateDirectory, List<String> command) {
		Program program = spec.program();
		if (program instanceof Program.Command given) {
			command.addAll(given.command());
		}
		else if (program instanceof Program.Jar jar) {
			Path file = directory.resolve(jar.jar());
			if (!Files.isRegularFile(file)) {
				throw new IllegalArgumentException("cannot be run: there is no jar " + file);
			}
			command.add(java(spec));
			addJvmDefaults(spec, command);
			command.addAll(spec.jvmArguments());
			command.addAll(List.of("-jar", file.toString()));
		}
		else if (program instanceof Program.Main main) {
			command.add(java(spec));
			addJvmDefaults(spec, command);
			command.addAll(classPath(spec, directory, privateDirectory));
			command.addAll(spec.jvmArguments());
			command.add(main.mainClass());
		}
		else {
			throw new IllegalArgumentException("cannot be run: it has no program, its objects live in this one");
		}
	}

	private static void addJvmDefaults(ProcessSpec spec, List<String> command) {
		command.addAll(JVM_DEFAULTS);
		if (spec.memory() > 0) {
			command.add("-Xmx" + spec.memory());
		}
	}

	private static String java(ProcessSpec spec) {
		Path home = Path.of(System.getProperty("java.home"));
		if (spec.javaHome() != null) {
			home = spec.javaHome().toAbsolutePath();
		}
		return home.resolve("bin").resolve(Launch.USES_SHELL ? "java" : "java.exe").toString();
	}

	private static List<String> classPath(ProcessSpec spec, Path directory, Path privateDirectory) {
		Stream<Path> entries = spec.classPath().stream().map(directory::resolve);
		if (spec.classPath().isEmpty()) {
			entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
				.map((entry) -> Path.of(entry).toAbsolutePath());
		}
		String classPath = entries.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
		if (classPath.length() <= MAX_CLASS_PATH_ARGUMENT) {
			return List.of("-cp", classPath);
		}
		return List.of("@" + argumentFile(classPath, privateDirectory));
	}

	private static Path argumentFile(String classPath, Path privateDirectory) {
		String quoted = classPath.replace("\\", "\\\\").replace("\"", "\\\"");
		try {
			// The launcher reads the file as bytes of the platform's encoding.
			Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
			return Files.writeString(privateDirectory.resolve("classpath"), "-cp \"" + quoted + "\"\n", charset);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException(
					"cannot be run: its class path cannot be written to " + privateDirectory + ": " + ex, ex);
		}
	}

	/** Returns what to hand to the operating system. */
	List<String> launch() {
		return Launch.of(this.command, this.environment);
	}

}
