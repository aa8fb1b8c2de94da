package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.Program;
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
			"-Xbootclasspath/a:", "--module-path=");

	private static final Path TEMPORARY = Path.of("/tmp");

	private final HiddenFolders hidden = HiddenFolders.find();

	/** Those of the hidden folders that lie in folders of the system. */
	private final Set<Path> covered = new HashSet<>();

	private final Set<Path> shown = new HashSet<>();

	private final List<String> arguments = new ArrayList<>();

	private final Path directory;

	/** Whether the class path is that of this program, which has loaded what it names. */
	private final boolean own;

	private SandboxView(Path directory, boolean own) {
		this.directory = directory;
		this.own = own;
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
		SandboxView view = new SandboxView((spec.workingDirectory() != null) ? directory : TEMPORARY,
				spec.program() instanceof Program.Main && spec.classPath().isEmpty());
		view.showSystem();
		if (spec.workingDirectory() != null) {
			view.show(directory);
		}
		if (java == null) {
			view.show(program);
			return view;
		}
		view.show(java.home());
		view.showOptions(spec);
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
				else if (Files.exists(path)) {
					add(path);
				}
			}
			catch (IOException ex) {
				throw new IllegalArgumentException("cannot be run: " + path + " cannot be read: " + ex, ex);
			}
		}
		cover();
		Path settings = root.resolve("etc");
		SETTINGS.forEach((name) -> bind(settings.resolve(name)));
		try (DirectoryStream<Path> more = Files.newDirectoryStream(settings, JAVA_SETTINGS)) {
			more.forEach(this::bind);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("cannot be run: " + settings + " cannot be read: " + ex, ex);
		}
	}

	/** Some services have their home in a folder of the system. */
	private void cover() {
		for (Path place : this.hidden.folders()) {
			if (isShown(place) && !this.shown.contains(place) && Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
				this.arguments.addAll(List.of("--tmpfs", place.toString()));
				this.covered.add(place);
			}
		}
	}

	/** A relative path means nothing where the process has no folder of this machine. */
	private void showOptions(ProcessSpec spec) {
		for (String option : spec.jvmArguments()) {
			FILE_OPTIONS.stream()
				.filter(option::startsWith)
				.flatMap((prefix) -> Stream.of(option.substring(prefix.length()).split("[:=]")))
				.filter((path) -> !path.isEmpty())
				.filter((path) -> spec.workingDirectory() != null || Path.of(path).isAbsolute())
				.map((path) -> this.directory.resolve(path))
				.forEach(this::show);
		}
	}

	private void showClasses(Path entry, Set<Path> seen) {
		if (!seen.add(entry)) {
			return;
		}
		if (entry.endsWith("*")) {
			Path folder = entry.resolveSibling("");
			show(folder);
			jarsIn(folder).forEach((jar) -> showClasses(jar, seen));
			return;
		}
		show(entry);
		if (Files.isRegularFile(entry)) {
			JarFacts.of(FileFacts.of(entry))
				.classPath()
				.stream()
				.filter((further) -> this.own || isJar(further))
				.forEach((further) -> showClasses(further, seen));
		}
	}

	private static List<Path> jarsIn(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(SandboxView::isJar).toList();
		}
		catch (IOException ex) {
			// Java takes it for empty.
			return List.of();
		}
	}

	/** A jar that somebody else made may name what it likes. */
	private static boolean isJar(Path file) {
		return file.toString().endsWith(".jar") && Files.isRegularFile(file);
	}

	/**
	 * Shows a file, or a folder with all in it, if there is one.
	 * @param path its path; where links lead to is shown as well
	 */
	void show(Path path) {
		Path absolute = path.toAbsolutePath();
		for (int i = 1; i < absolute.getNameCount(); i++) {
			if (absolute.getName(i).toString().equals("..")) {
				passThrough(absolute.getRoot().resolve(absolute.subpath(0, i)).normalize());
			}
		}
		try {
			Path real = absolute.toRealPath();
			if (!Files.exists(absolute.normalize()) || !Files.isSameFile(absolute.normalize(), real)) {
				throw new IllegalArgumentException("cannot be run in its sandbox: " + path
						+ " goes back up from where a link leads, which would be another file there; name " + real
						+ " instead");
			}
			bind(absolute.normalize());
			bind(real);
		}
		catch (IOException ignored) {
			// There is none: whoever wants to read it will say so.
		}
	}

	/** Makes a folder, empty, of which a path goes back up again. */
	private void passThrough(Path folder) {
		if (Files.isDirectory(folder) && !isShown(folder)) {
			this.arguments.addAll(List.of("--dir", folder.toString()));
		}
	}

	private void bind(Path path) {
		if (!Files.exists(path) || isShown(path)) {
			return;
		}
		this.hidden.check(path);
		add(path);
	}

	private void add(Path path) {
		this.arguments.addAll(List.of("--ro-bind", path.toString(), path.toString()));
		this.shown.add(path);
	}

	private boolean isShown(Path path) {
		for (Path folder = path; folder != null; folder = folder.getParent()) {
			if (this.shown.contains(folder)) {
				return true;
			}
			if (this.covered.contains(folder)) {
				return false;
			}
		}
		return false;
	}

	/** Returns what tells bubblewrap about it. */
	List<String> arguments() {
		return List.copyOf(this.arguments);
	}

	/** Returns the folders of its own that lie in those it is shown. */
	Set<Path> covered() {
		return this.covered;
	}

	/** Returns where the process runs. */
	Path directory() {
		return this.directory;
	}

}
