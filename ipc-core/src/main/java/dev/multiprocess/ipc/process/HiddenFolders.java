package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What no sandbox shows as a whole, by each of its paths.
 *
 * @param folders by absolute paths, and where links lead to
 */
record HiddenFolders(Set<Path> folders) {

	/** What Java calls the home of a user that has none, as in many containers. */
	private static final String NO_HOME = "?";

	/** Returns those of this machine and user. */
	static HiddenFolders find() {
		return of(System.getProperty("java.io.tmpdir"), System.getProperty("user.home"));
	}

	/**
	 * Returns those of this machine and a user.
	 * @param temporary the folder for temporary files
	 * @param home the user's home, as Java calls it
	 */
	static HiddenFolders of(String temporary, String home) {
		Set<Path> folders = new LinkedHashSet<>();
		Stream.of("/tmp", "/proc", "/dev", "/sys", "/run", "/home", "/root", "/var", "/etc", temporary, home)
			.filter((folder) -> !folder.equals(NO_HOME))
			.map((folder) -> Path.of(folder).toAbsolutePath().normalize())
			.forEach((folder) -> {
				folders.add(folder);
				folders.add(real(folder));
			});
		return new HiddenFolders(folders);
	}

	private static Path real(Path folder) {
		try {
			return folder.toRealPath();
		}
		catch (IOException ex) {
			// There is none, and nothing to hide.
			return folder;
		}
	}

	/**
	 * Refuses to show one of them, or what holds it.
	 * @param path what is to be shown
	 * @throws IllegalArgumentException with the end of a sentence about the process
	 */
	void check(Path path) {
		this.folders.stream().filter((folder) -> folder.startsWith(path)).findFirst().ifPresent((folder) -> {
			throw new IllegalArgumentException("cannot be run in a sandbox: it would see " + path + ", which "
					+ (path.equals(folder) ? "is to be hidden" : "holds " + folder)
					+ "; give it a working directory and a class path of its own");
		});
	}

}
