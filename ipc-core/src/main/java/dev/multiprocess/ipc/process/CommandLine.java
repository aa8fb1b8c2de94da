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

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.Program;
import dev.multiprocess.ipc.Sandbox;
import org.jspecify.annotations.Nullable;

/**
 * What a specification comes down to for the operating system.
 *
 * @param command the program, by absolute path, and its arguments; no secret among them
 * @param environment all its variables
 * @param directory its working directory
 * @param archive what it uses, or would if it were there; null if it can use none
 * @param wrapper what makes its sandbox; null if it has none
 */
record CommandLine(List<String> command, Map<String, String> environment, Path directory,
		@Nullable StartupArchive archive, @Nullable Wrapper wrapper) {

	/** Longer class paths go into a file; Windows allows 32 Ki characters in all. */
	private static final int MAX_CLASS_PATH_ARGUMENT = 32 * 1024;

	private static final String CLASS_PATH_FILE = "classpath";

	/**
	 * Works out the command line.
	 * @param spec what to run
	 * @param arguments the address of the parent
	 * @param privateDirectory takes the class path if it is too long for an argument
	 * @param draft the archive to be made, if that is what the process is run for
	 * @return the command line
	 * @throws ProcessStartException if something it needs does not exist, or no sandbox
	 * can be had
	 */
	static CommandLine of(ProcessSpec spec, SpawnArguments arguments, Path privateDirectory,
			@Nullable ArchiveDraft draft) {
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
			JavaProgram program = JavaProgram.of(spec, directory);
			StartupArchive archive = null;
			if (program == null) {
				command.addAll(command(spec));
			}
			else {
				archive = (draft == null) ? StartupArchive.of(spec, program, environment) : null;
				addJava(toRun(program, archive, draft), privateDirectory, command);
			}
			command.addAll(spec.arguments());
			command.addAll(arguments.arguments());
			String path = environment.getOrDefault("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
			command.set(0, Launch.find(command.get(0), directory, path));
			checkVariables(spec, environment);
			SpawnDepth.tell(environment);
			SandboxView view = (spec.sandbox() == Sandbox.NONE) ? null
					: SandboxView.of(spec, program, Path.of(command.get(0)), directory);
			return new CommandLine(List.copyOf(command), environment, directory, archive,
					(view != null) ? wrapper(spec, view, command, arguments, privateDirectory) : null);
		}
		catch (InvalidPathException ex) {
			throw new ProcessStartException(spec.name(), "cannot be run: " + ex.getMessage(), command, null, ex);
		}
		catch (IllegalArgumentException ex) {
			throw new ProcessStartException(spec.name(), String.valueOf(ex.getMessage()), command, null, null);
		}
	}

	/** What makes the sandbox runs outside of it, with the variables of the process. */
	private static void checkVariables(ProcessSpec spec, Map<String, String> environment) {
		if (spec.sandbox() != Sandbox.NONE) {
			environment.keySet().stream().filter((name) -> name.startsWith("LD_")).findFirst().ifPresent((name) -> {
				throw new IllegalArgumentException("cannot be run in a sandbox: its environment variable '" + name
						+ "' would act on what makes the sandbox, outside of it; take it away, and name folders of"
						+ " libraries by -Djava.library.path");
			});
		}
	}

	private static Wrapper wrapper(ProcessSpec spec, SandboxView view, List<String> command, SpawnArguments arguments,
			Path privateDirectory) {
		view.show(arguments.socket());
		view.show(privateDirectory.resolve(CLASS_PATH_FILE));
		String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
		return Bubblewrap.wrapper(spec, view, command, path, privateDirectory);
	}

	private static JavaProgram toRun(JavaProgram program, @Nullable StartupArchive archive,
			@Nullable ArchiveDraft draft) {
		if (draft != null) {
			return draft.program();
		}
		return (archive != null && archive.isThere()) ? archive.program() : program;
	}

	private static List<String> command(ProcessSpec spec) {
		if (spec.program() instanceof Program.Command given) {
			return given.command();
		}
		throw new IllegalArgumentException("cannot be run: it has no program, its objects live in this one");
	}

	private static void addJava(JavaProgram program, Path privateDirectory, List<String> command) {
		command.add(program.java());
		command.addAll(program.defaults());
		if (program.mainClass() != null) {
			command.addAll(classPath(program, privateDirectory));
		}
		command.addAll(program.options());
		command.addAll((program.mainClass() != null) ? List.of(program.mainClass())
				: List.of("-jar", program.classPath().get(0).toString()));
	}

	private static List<String> classPath(JavaProgram program, Path privateDirectory) {
		String classPath = program.classPath()
			.stream()
			.map(Path::toString)
			.collect(Collectors.joining(File.pathSeparator));
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
			return Files.writeString(privateDirectory.resolve(CLASS_PATH_FILE), "-cp \"" + quoted + "\"\n", charset);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException(
					"cannot be run: its class path cannot be written to " + privateDirectory + ": " + ex, ex);
		}
	}

	/**
	 * Returns what to hand to the operating system.
	 * @param behind whether it is to run only when nothing else wants to
	 */
	List<String> launch(boolean behind) {
		return Launch.of(this.wrapper, this.command, this.environment, behind);
	}

}
