package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;

import org.jspecify.annotations.Nullable;

/**
 * An executable jar as Spring Boot packs it, with jars inside, laid out as files.
 *
 * <pre>
 * &lt;key&gt;.jars/
 *     app.jar          named as the original; its manifest leads to the others
 *     lib/             the jars that were inside
 *     in-use           locked by each JVM that has run it
 * </pre>
 */
final class UnpackedJar {

	static final String IN_USE = "in-use";

	private static final String PROPERTIES_LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

	private static final String JAR_LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

	private static final String LOADER = "-Dloader.";

	private static final String LOADER_MAIN = "-Dloader.main=";

	/** Never closed: what a JVM has started may run as long as itself. */
	private static final Map<Path, FileChannel> HELD = new ConcurrentHashMap<>();

	private final JavaProgram packed;

	private final @Nullable String mainClass;

	private final Path folder;

	private UnpackedJar(JavaProgram packed, @Nullable String mainClass, Path place) {
		this.packed = packed;
		this.mainClass = mainClass;
		this.folder = place.resolve(ArchiveKey.digest(List.of(FileFacts.of(original()).text())) + ".jars");
	}

	/**
	 * Returns where the jar of a program is, or would be, unpacked.
	 * @param program the program
	 * @param place the folder of all that is unpacked
	 * @return the jar, or null if there is nothing to unpack
	 */
	static @Nullable UnpackedJar of(JavaProgram program, Path place) {
		if (program.classPath().size() != 1) {
			return null;
		}
		Attributes manifest = JarFacts.of(FileFacts.of(program.classPath().get(0))).main();
		if (manifest.getValue(JarUnpacking.START_CLASS) == null || manifest.getValue(JarUnpacking.LIBRARIES) == null) {
			return null;
		}
		if (program.mainClass() == null) {
			return JAR_LAUNCHER.equals(manifest.getValue(Attributes.Name.MAIN_CLASS))
					? new UnpackedJar(program, null, place) : null;
		}
		List<String> settings = program.options().stream().filter((option) -> option.startsWith(LOADER)).toList();
		return (program.mainClass().equals(PROPERTIES_LAUNCHER) && settings.size() == 1
				&& settings.get(0).startsWith(LOADER_MAIN))
						? new UnpackedJar(program, settings.get(0).substring(LOADER_MAIN.length()), place) : null;
	}

	private Path original() {
		return this.packed.classPath().get(0);
	}

	private Path jar() {
		return this.folder.resolve(String.valueOf(original().getFileName()));
	}

	/** Returns what is run in the place of the original. */
	JavaProgram program() {
		return this.packed.in(jar(), this.mainClass);
	}

	/** Returns whether all of it is there; whether it is unchanged, its key tells. */
	boolean isThere() {
		FileFacts jar = FileFacts.of(jar());
		List<Path> others = JarFacts.of(jar).classPath();
		return jar.exists() && others.stream().allMatch((other) -> FileFacts.of(other).exists());
	}

	/**
	 * Keeps other JVMs from removing it as long as this one lives.
	 * @return whether it is kept; not if one is about to remove it
	 */
	boolean hold() {
		synchronized (HELD) {
			if (!HELD.containsKey(this.folder)) {
				try {
					FileChannel channel = FileChannel.open(this.folder.resolve(IN_USE), StandardOpenOption.CREATE,
							StandardOpenOption.READ, StandardOpenOption.WRITE);
					if (!isLocked(channel)) {
						channel.close();
						return false;
					}
					HELD.put(this.folder, channel);
					Files.setLastModifiedTime(this.folder, FileTime.from(Instant.now()));
				}
				catch (IOException ignored) {
					// In a folder that cannot be written to nothing is removed.
				}
			}
			return true;
		}
	}

	private static boolean isLocked(FileChannel channel) {
		try {
			return channel.tryLock(0, Long.MAX_VALUE, true) != null;
		}
		catch (OverlappingFileLockException ex) {
			// This JVM has locked it already, by another class loader; to close the
			// channel would lift that lock.
			return true;
		}
		catch (IOException ex) {
			// There are no locks here.
			return true;
		}
	}

	static boolean isHeld(Path folder) {
		return HELD.containsKey(folder);
	}

	/**
	 * Unpacks it unless it is there as a whole.
	 * @param scratch a folder of the same file system
	 * @throws IOException if that fails; it is there as a whole or not at all
	 */
	void unpack(Path scratch) throws IOException {
		if (isWhole()) {
			return;
		}
		Path unpacked = scratch.resolve("jars");
		JarUnpacking.unpack(original(), Files.createDirectory(unpacked));
		try {
			Files.move(unpacked, this.folder, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (FileSystemException ex) {
			if (Files.notExists(this.folder)) {
				throw ex;
			}
			// Another program was faster, whose process may run there by now; or somebody
			// has damaged it.
			if (!isWhole()) {
				Files.move(this.folder, scratch.resolve("damaged"), StandardCopyOption.ATOMIC_MOVE);
				Files.move(unpacked, this.folder, StandardCopyOption.ATOMIC_MOVE);
			}
		}
	}

	private boolean isWhole() {
		return Files.isDirectory(this.folder) && JarUnpacking.isWhole(original(), this.folder);
	}

	@Override
	public String toString() {
		return this.folder.toString();
	}

}
