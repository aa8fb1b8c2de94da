package dev.multiprocess.ipc.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import org.jspecify.annotations.Nullable;

/**
 * Recognises a program that was started from Boot's executable jar.
 */
final class FatJar {

	private FatJar() {
	}

	/**
	 * Returns the absolute path of the jar.
	 * @param classPath the program's class path
	 * @return the jar, or null if that class path is no executable jar alone
	 */
	static @Nullable Path of(String classPath) {
		if (classPath.isEmpty() || classPath.contains(File.pathSeparator)) {
			return null;
		}
		Path path = Path.of(classPath).toAbsolutePath();
		if (!Files.isRegularFile(path)) {
			return null;
		}
		try (JarFile jar = new JarFile(path.toFile(), false)) {
			Manifest manifest = jar.getManifest();
			String mainClass = (manifest != null) ? manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS)
					: null;
			return (mainClass != null && mainClass.startsWith("org.springframework.boot.loader.")) ? path : null;
		}
		catch (IOException ignored) {
			// What is no readable jar is no executable one.
			return null;
		}
	}

}
