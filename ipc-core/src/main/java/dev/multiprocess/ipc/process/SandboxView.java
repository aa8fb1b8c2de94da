package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.multiprocess.ipc.ProcessSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a process in a sandbox sees of the file system, at the same paths, read-only: what
 * every program needs, and what this one names. Used by one thread.
 */
final class SandboxView {

	/** Programs and libraries; links on systems that have merged them. */
	private static final List<String> SYSTEM = List.of("usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32");

	/** What Java reads, and nothing that only an administrator may; links included. */
	private static final List<String> SETTINGS = List.of("ld.so.cache", "alternatives", "passwd", "nsswitch.conf",
			"localtime", "timezone", "fonts", "ssl/certs", "pki/java", "pki/ca-trust", "crypto-policies");

	/** Where some distributions keep what belongs to the home of a Java. */
	private static final String JAVA_SETTINGS = "java*";

	/** Options of Java that name files, which come behind a colon or equals sign. */
	private static final List<String> FILE_OPTIONS = List.of("-javaagent:", "-agentpath:", "-Djava.library.path=",
			"-Xbootclasspath/a:");

	private static final Path TEMPORARY = Path.of("/tmp");

	private final Set<Path> shown = new HashSet<>();

	private final List<String> arguments = new ArrayList<>();

	private final Path directory;

	private SandboxView(Path directory) {
		this.directory = directory;
	}

	/**
	 * Returns what a process is to see.
	 * @param spec what is run
	 * @param java the Java program, or null if it is none
	 * @param program the program by absolute path
	 * @param directory where it is run if it says so
	 * @throws IllegalArgumentException if it would see too much; the message ends a
	 * sentence about the process
	 */
	static SandboxView of(ProcessSpec spec, @Nullable JavaProgram java, Path program, Path directory) {
		SandboxView view = new SandboxView((spec.workingDirectory() != null) ? directory : TEMPORARY);
		view.showSystem();
		if (spec.workingDirectory() != null) {
			view.show(directory);
		}
		if (java == null) {
			view.show(program);
			return view;
		}
		view.show(java.home());
		view.showOptions(spec.jvmArguments());
		Set<Path> seen = new HashSet<>();
		java.classPath().forEach((entry) -> view.showClasses(entry, seen));
		return view;
	}

	private void showSystem() {
		Path root = Path.of("/");
		for (String name : SYSTEM) {
			Path path = root.resolve(name);
			try {
				if (Files.isSymbolicLink(path)) {
					this.arguments
						.addAll(List.of("--symlink", Files.readSymbolicLink(path).toString(), path.toString()));
					this.shown.add(path);
				}
				else {
					bind(path);
				}
			}
			catch (IOException ex) {
				throw new IllegalArgumentException("cannot be run: " + path + " cannot be read: " + ex, ex);
			}
		}
		Path settings = root.resolve("etc");
		SETTINGS.forEach((name) -> bind(settings.resolve(name)));
		try (DirectoryStream<Path> more = Files.newDirectoryStream(settings, JAVA_SETTINGS)) {
			more.forEach(this::bind);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("cannot be run: " + settings + " cannot be read: " + ex, ex);
		}
	}

	private void showOptions(List<String> options) {
		for (String option : options) {
			FILE_OPTIONS.stream()
				.filter(option::startsWith)
				.flatMap((prefix) -> Stream.of(option.substring(prefix.length()).split("[:=]")))
				.map((path) -> this.directory.resolve(path))
				.forEach(this::show);
		}
	}

	private void showClasses(Path entry, Set<Path> seen) {
		if (!seen.add(entry)) {
			return;
		}
		show(entry.endsWith("*") ? entry.resolveSibling("").normalize() : entry);
		if (Files.isRegularFile(entry)) {
			JarFacts.of(FileFacts.of(entry)).classPath().forEach((further) -> showClasses(further, seen));
		}
	}

	/**
	 * Shows a file, or a folder with all in it, if there is one.
	 * @param path its path; where links lead to is shown as well
	 */
	void show(Path path) {
		Path absolute = path.toAbsolutePath();
		try {
			bind(absolute.normalize());
			bind(absolute.toRealPath());
		}
		catch (IOException ignored) {
			// There is none: whoever wants to read it will say so.
		}
	}

	private void bind(Path path) {
		if (!Files.exists(path) || isShown(path)) {
			return;
		}
		Stream.of(System.getProperty("user.home"), System.getProperty("java.io.tmpdir"), "/tmp", "/proc", "/dev")
			.filter((place) -> Path.of(place).startsWith(path))
			.findFirst()
			.ifPresent((place) -> {
				throw new IllegalArgumentException("cannot be run in a sandbox: it would see " + path + ", which "
						+ (path.equals(Path.of(place)) ? "is to be hidden" : "holds " + place)
						+ "; give it a working directory and a class path of its own");
			});
		this.arguments.addAll(List.of("--ro-bind", path.toString(), path.toString()));
		this.shown.add(path);
	}

	private boolean isShown(Path path) {
		for (Path folder = path; folder != null; folder = folder.getParent()) {
			if (this.shown.contains(folder)) {
				return true;
			}
		}
		return false;
	}

	/** Returns what tells bubblewrap about it. */
	List<String> arguments() {
		return List.copyOf(this.arguments);
	}

	/** Returns where the process runs. */
	Path directory() {
		return this.directory;
	}

}
