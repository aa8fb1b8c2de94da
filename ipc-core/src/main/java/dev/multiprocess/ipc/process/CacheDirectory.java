package dev.multiprocess.ipc.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.multiprocess.ipc.StartupCache;
import org.jspecify.annotations.Nullable;

/**
 * Finds the folder for archives, and trusts none that another user could write to: what
 * lies there is code that is run.
 *
 * <pre>
 * ipc-spring-boot-starter/              mode 0700
 *     &lt;key&gt;.&lt;checksum&gt;.jsa      an archive; .aot since Java 25
 *     &lt;key&gt;.jars/                    an executable jar, unpacked
 *     ipc-&lt;pid&gt;-&lt;random&gt;/      what is being made
 * </pre>
 */
final class CacheDirectory {

	private static final String NAME = "ipc-spring-boot-starter";

	private static final int STICKY = 01000;

	private static final Set<PosixFilePermission> OPEN = Set.of(PosixFilePermission.GROUP_WRITE,
			PosixFilePermission.OTHERS_WRITE);

	private CacheDirectory() {
	}

	/**
	 * Returns the folder, created if need be.
	 * @param cache says which one, or leaves it open
	 * @return an absolute path without links
	 * @throws UnfitForArchiveException if there is no safe place
	 */
	static Path of(StartupCache cache) throws UnfitForArchiveException {
		List<Path> places = (cache.directory() != null) ? List.of(cache.directory().toAbsolutePath())
				: places(System.getenv(), System.getProperties());
		return firstOf(places);
	}

	/**
	 * Returns the first safe folder.
	 * @param places folders, the best first
	 * @throws UnfitForArchiveException if there is none
	 */
	static Path firstOf(List<Path> places) throws UnfitForArchiveException {
		List<String> refusals = new ArrayList<>();
		for (Path place : places) {
			try {
				return prepared(place);
			}
			catch (IOException ex) {
				refusals.add(String.valueOf(ex.getMessage()));
			}
		}
		throw new UnfitForArchiveException("there is no safe folder for it: " + String.join("; ", refusals));
	}

	/**
	 * Returns where the folder may be, the best place first.
	 * @param environment the variables of this program
	 * @param properties its system properties
	 */
	static List<Path> places(Map<String, String> environment, Map<Object, Object> properties) {
		List<Path> places = new ArrayList<>();
		add(places, environment.get("XDG_CACHE_HOME"), NAME);
		add(places, environment.get("LOCALAPPDATA"), NAME);
		String home = String.valueOf(properties.get("user.home"));
		if (new File(home).isDirectory()) {
			add(places, home, ".cache/" + NAME);
		}
		// Users of one machine share the folder, so each needs a name of their own.
		add(places, String.valueOf(properties.get("java.io.tmpdir")), NAME + "-" + properties.get("user.name"));
		return places;
	}

	private static void add(List<Path> places, @Nullable String folder, String name) {
		try {
			if (folder != null && Path.of(folder).isAbsolute()) {
				places.add(Path.of(folder).resolve(name));
			}
		}
		catch (InvalidPathException ignored) {
			// Cannot be a folder.
		}
	}

	private static Path prepared(Path place) throws IOException {
		Path parent = place.getParent();
		if (parent == null) {
			throw new IOException(place + " is the root of its file system");
		}
		create(parent);
		Path folder = parent.toRealPath().resolve(place.getFileName());
		create(folder);
		check(folder);
		return folder;
	}

	private static void create(Path folder) throws IOException {
		if (Files.exists(folder)) {
			return;
		}
		Path parent = folder.getParent();
		if (parent != null) {
			create(parent);
		}
		try {
			Files.createDirectory(folder,
					hasModes(folder)
							? new FileAttribute<?>[] {
									PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")) }
							: new FileAttribute<?>[0]);
		}
		catch (FileAlreadyExistsException ignored) {
			// Another process was faster, or it is a link into nowhere, and refused.
		}
	}

	private static void check(Path folder) throws IOException {
		if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
			throw new IOException(folder + " is no folder");
		}
		if (!hasModes(folder)) {
			return;
		}
		UserPrincipal user = LeftoverSweep.user();
		if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user)) {
			throw new IOException(folder + " belongs to " + Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS));
		}
		if (isOpen(folder)) {
			throw new IOException("others may write to " + folder);
		}
		for (Path above = folder.getParent(); above != null; above = above.getParent()) {
			UserPrincipal owner = Files.getOwner(above);
			if (!owner.equals(user) && !owner.getName().equals("root")) {
				throw new IOException(above + " belongs to " + owner + ", who could put another folder there");
			}
			if (isOpen(above) && ((Integer) Files.getAttribute(above, "unix:mode") & STICKY) == 0) {
				throw new IOException("others may write to " + above);
			}
		}
	}

	private static boolean isOpen(Path folder) throws IOException {
		return Files.getPosixFilePermissions(folder).stream().anyMatch(OPEN::contains);
	}

	/**
	 * Returns whether a file can be trusted: one of this user's that others cannot write.
	 * @param file the file, which must not be a link
	 * @throws IOException if it cannot be looked at
	 */
	static boolean isTrusted(Path file) throws IOException {
		return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && (!hasModes(file)
				|| (Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(LeftoverSweep.user()) && !isOpen(file)));
	}

	private static boolean hasModes(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("unix");
	}

}
