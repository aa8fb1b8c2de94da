package dev.multiprocess.ipc.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Makes jars, since archives of classes need them where builds have folders.
 */
public final class Jars {

	private Jars() {
	}

	/**
	 * Returns the class path of this JVM with a jar in the place of each folder.
	 * @param folder takes the jars
	 */
	public static Path[] ofClassPath(Path folder) throws IOException {
		List<Path> entries = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			Path path = Path.of(entry).toAbsolutePath();
			if (Files.isDirectory(path)) {
				path = write(folder.resolve("classes" + entries.size() + ".jar"), Map.of(), contents(path, ""));
			}
			entries.add(path);
		}
		return entries.toArray(Path[]::new);
	}

	/**
	 * Returns what lies in a folder.
	 * @param folder the folder
	 * @param prefix what the names in the jar begin with
	 */
	public static Map<String, byte[]> contents(Path folder, String prefix) throws IOException {
		Map<String, byte[]> contents = new LinkedHashMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			files.filter(Files::isRegularFile).sorted().forEach((file) -> {
				try {
					contents.put(prefix + folder.relativize(file), Files.readAllBytes(file));
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
		}
		return contents;
	}

	/**
	 * Writes a jar.
	 * @param file the jar
	 * @param manifest its main attributes
	 * @param contents its entries
	 * @return the jar
	 */
	public static Path write(Path file, Map<String, String> manifest, Map<String, byte[]> contents) throws IOException {
		Manifest head = new Manifest();
		head.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.forEach((name, value) -> head.getMainAttributes().putValue(name, value));
		try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), head)) {
			for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
				jar.putNextEntry(new JarEntry(entry.getKey()));
				jar.write(entry.getValue());
				jar.closeEntry();
			}
		}
		return file;
	}

	/** Returns the bytes of a text. */
	public static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
