package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * What the manifest of a jar says about other jars. Read once as long as the jar stays as
 * it is.
 *
 * @param classPath further jars that are searched after it
 * @param main its main attributes
 */
record JarFacts(List<Path> classPath, Attributes main) {

	private static final JarFacts NONE = new JarFacts(List.of(), new Attributes());

	private static final Map<FileFacts, JarFacts> KNOWN = new ConcurrentHashMap<>();

	/** More than one program has; far less than hurts. */
	private static final int MOST = 4096;

	/**
	 * Returns the facts of a jar, none if it is no jar.
	 * @param jar the file
	 */
	static JarFacts of(FileFacts jar) {
		if (KNOWN.size() > MOST) {
			KNOWN.clear();
		}
		return jar.exists() ? KNOWN.computeIfAbsent(jar, (file) -> read(file.path())) : NONE;
	}

	private static JarFacts read(Path path) {
		try (JarFile jar = new JarFile(path.toFile(), false)) {
			Manifest manifest = jar.getManifest();
			if (manifest == null) {
				return NONE;
			}
			Attributes main = manifest.getMainAttributes();
			String classPath = main.getValue(Attributes.Name.CLASS_PATH);
			URI base = path.toUri();
			return new JarFacts((classPath != null) ? Stream.of(classPath.trim().split("\\s+"))
				.filter((entry) -> !entry.isEmpty())
				.flatMap((entry) -> file(base, entry))
				.toList() : List.of(), main);
		}
		catch (IOException | IllegalArgumentException ex) {
			// Java takes it for empty.
			return NONE;
		}
	}

	/** Java leaves away an entry that it does not understand, and so does this. */
	private static Stream<Path> file(URI base, String entry) {
		try {
			return Stream.of(Path.of(base.resolve(entry)));
		}
		catch (IllegalArgumentException | FileSystemNotFoundException ignored) {
			return Stream.empty();
		}
	}

}
