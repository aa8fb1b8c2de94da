package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

import org.jspecify.annotations.Nullable;

/**
 * Lays out an executable jar as Spring Boot's own tools do. Classes and resources go into
 * a jar without any jars inside; its manifest leads to the others in the order in which
 * they were packed. Used once.
 */
final class JarUnpacking {

	static final String START_CLASS = "Start-Class";

	static final String LIBRARIES = "Spring-Boot-Lib";

	private static final String LIBRARY_FOLDER = "lib";

	private static final String CLASSES = "Spring-Boot-Classes";

	private static final String CLASSES_DEFAULT = "BOOT-INF/classes/";

	/** Do not hold for the jar that is made of this one. */
	private static final Pattern LEFT_OUT = Pattern
		.compile("META-INF/(MANIFEST\\.MF|INDEX\\.LIST|[^/]+\\.(SF|RSA|DSA|EC))");

	private final JarFile jar;

	private final Path folder;

	private final String libraries;

	private final String classes;

	private final Manifest manifest;

	private JarUnpacking(JarFile jar, Path folder) throws IOException {
		this.jar = jar;
		this.folder = folder;
		this.manifest = new Manifest(jar.getManifest());
		this.libraries = this.manifest.getMainAttributes().getValue(LIBRARIES);
		String classes = this.manifest.getMainAttributes().getValue(CLASSES);
		this.classes = (classes != null) ? classes : CLASSES_DEFAULT;
	}

	/**
	 * Unpacks a jar.
	 * @param original the jar
	 * @param folder an empty folder
	 * @throws IOException if something cannot be read, written, or kept as it is
	 */
	static void unpack(Path original, Path folder) throws IOException {
		try (JarFile jar = new JarFile(original.toFile(), false)) {
			new JarUnpacking(jar, folder).unpack(folder.resolve(String.valueOf(original.getFileName())));
		}
	}

	/**
	 * Returns whether a folder has all that was unpacked there, unchanged.
	 * @param original the jar
	 * @param folder the folder
	 */
	static boolean isWhole(Path original, Path folder) {
		Path target = folder.resolve(String.valueOf(original.getFileName()));
		try (JarFile jar = new JarFile(original.toFile(), false);
				JarFile unpacked = new JarFile(target.toFile(), false)) {
			return new JarUnpacking(jar, folder).isWhole(unpacked);
		}
		catch (IOException | RuntimeException ignored) {
			// What cannot be read is not whole.
			return false;
		}
	}

	private boolean isWhole(JarFile unpacked) throws IOException {
		for (JarEntry entry : this.jar.stream().filter((entry) -> !entry.isDirectory()).toList()) {
			String library = libraryOf(entry);
			if (library != null
					&& !isCopy(entry, Files.newInputStream(this.folder.resolve(LIBRARY_FOLDER).resolve(library)))) {
				return false;
			}
			String name = nameOf(entry.getName());
			JarEntry copy = (name != null) ? unpacked.getJarEntry(name) : null;
			if (name != null && (copy == null || !isCopy(entry, unpacked.getInputStream(copy)))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isCopy(JarEntry entry, InputStream content) throws IOException {
		try (CheckedInputStream checked = new CheckedInputStream(content, new CRC32())) {
			checked.transferTo(OutputStream.nullOutputStream());
			return checked.getChecksum().getValue() == entry.getCrc();
		}
	}

	private void unpack(Path target) throws IOException {
		List<JarEntry> entries = this.jar.stream().filter((entry) -> !entry.isDirectory()).toList();
		Attributes main = this.manifest.getMainAttributes();
		main.put(Attributes.Name.MAIN_CLASS, main.getValue(START_CLASS));
		main.put(Attributes.Name.CLASS_PATH, String.join(" ", unpackLibraries(entries)));
		main.remove(new Attributes.Name(START_CLASS));
		try (OutputStream file = Files.newOutputStream(target);
				JarOutputStream output = new JarOutputStream(file, this.manifest)) {
			Set<String> folders = new HashSet<>();
			for (JarEntry entry : entries) {
				String name = nameOf(entry.getName());
				if (name != null) {
					addFolders(name, folders, output);
					add(entry, name, output);
				}
			}
		}
		force(target);
	}

	/** What is found after a loss of power is what was written. */
	private static void force(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.force(true);
		}
	}

	private List<String> unpackLibraries(List<JarEntry> entries) throws IOException {
		List<String> paths = new ArrayList<>();
		Path libraries = Files.createDirectory(this.folder.resolve(LIBRARY_FOLDER));
		for (JarEntry entry : entries) {
			String name = libraryOf(entry);
			if (name != null) {
				try (InputStream input = this.jar.getInputStream(entry)) {
					Files.copy(input, libraries.resolve(name));
				}
				force(libraries.resolve(name));
				paths.add(encoded(LIBRARY_FOLDER + "/" + name));
			}
		}
		return paths;
	}

	/** Returns the name of a jar inside, null for anything else. */
	private @Nullable String libraryOf(JarEntry entry) {
		String name = entry.getName().startsWith(this.libraries) ? entry.getName().substring(this.libraries.length())
				: "";
		return (name.toLowerCase(Locale.ROOT).endsWith(".jar") && name.indexOf('/') < 0 && name.indexOf('\\') < 0)
				? name : null;
	}

	private static String encoded(String path) throws IOException {
		try {
			return new URI(null, null, path, null).toASCIIString();
		}
		catch (URISyntaxException ex) {
			throw new IOException("'" + path + "' cannot be a part of a class path", ex);
		}
	}

	private @Nullable String nameOf(String name) throws IOException {
		if (name.equals(this.classes + "loader.properties")) {
			throw new IOException("a loader.properties says more than is understood here");
		}
		if (name.startsWith(this.classes)) {
			return name.substring(this.classes.length());
		}
		return (name.startsWith("META-INF/") && !LEFT_OUT.matcher(name).matches()
				&& this.jar.getEntry(this.classes + name) == null) ? name : null;
	}

	/** Who searches packages for classes looks for the entries of their folders. */
	private static void addFolders(String name, Set<String> known, JarOutputStream output) throws IOException {
		for (int end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
			String folder = name.substring(0, end + 1);
			if (known.add(folder)) {
				output.putNextEntry(new JarEntry(folder));
				output.closeEntry();
			}
		}
	}

	private void add(JarEntry entry, String name, JarOutputStream output) throws IOException {
		JarEntry copy = new JarEntry(name);
		copy.setTime(entry.getTime());
		output.putNextEntry(copy);
		try (InputStream input = this.jar.getInputStream(entry)) {
			input.transferTo(output);
		}
		output.closeEntry();
	}

}
