package dev.multiprocess.ipc.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells which starts can share an archive: those of the same Java, with the same options,
 * on the same class path, whose jars are as large and old as they were.
 *
 * <p>
 * A JVM checks much of that by itself, but not all in all versions, and finds out only
 * when it has lost its archive of the JDK as well.
 */
final class ArchiveKey {

	/** Raised when archives are made in another way. */
	private static final String VERSION = "1";

	private static final int BYTES = 16;

	/**
	 * Options of those who see to archives themselves, change classes when they are
	 * loaded, or take classes from places that archives do not know.
	 */
	private static final List<String> UNFIT = List.of("@", "-Xshare", "-XX:SharedArchiveFile", "-XX:Archive",
			"-XX:+AutoCreateSharedArchive", "-XX:SharedClassListFile", "-XX:AOT", "-XX:Flags", "-XX:VMOptionsFile",
			"-javaagent", "-agentlib", "-agentpath", "-Xrun", "-Xdebug", "-Xbootclasspath", "-cp", "-classpath",
			"--class-path", "-p", "--module-path", "--upgrade-module-path", "--patch-module", "--limit-modules",
			"-Djava.system.class.loader");

	private ArchiveKey() {
	}

	/**
	 * Returns the key.
	 * @param program what is run
	 * @param release the Java that runs it
	 * @param environment the variables of the process
	 * @return 32 digits
	 * @throws UnfitForArchiveException if there can be no archive
	 */
	static String of(JavaProgram program, JavaRelease release, Map<String, String> environment)
			throws UnfitForArchiveException {
		List<String> parts = new ArrayList<>(List.of(VERSION, release.identity(), String.valueOf(program.mainClass())));
		parts.addAll(program.defaults());
		parts.addAll(program.options());
		check(program.options().stream());
		for (String variable : JavaProgram.OPTION_VARIABLES) {
			String value = environment.getOrDefault(variable, "");
			check(Stream.of(value.split("[\\s'\"]+")));
			parts.add(value);
		}
		parts.add(program.classPath().toString());
		Set<Path> seen = new LinkedHashSet<>();
		for (Path entry : program.classPath()) {
			addFile(entry, seen, parts);
		}
		return digest(parts);
	}

	private static void check(Stream<String> options) throws UnfitForArchiveException {
		String unfit = options.filter((option) -> UNFIT.stream().anyMatch(option::startsWith)).findFirst().orElse(null);
		if (unfit != null) {
			throw new UnfitForArchiveException("it has the option " + unfit);
		}
	}

	private static void addFile(Path entry, Set<Path> seen, List<String> parts) throws UnfitForArchiveException {
		if (!seen.add(entry)) {
			return;
		}
		FileFacts facts = FileFacts.of(entry);
		if (facts.directory() || entry.endsWith("*")) {
			throw new UnfitForArchiveException("its class path has a folder, " + entry + "; an archive needs jars");
		}
		parts.add(facts.text());
		for (Path further : JarFacts.of(facts).classPath()) {
			addFile(further, seen, parts);
		}
	}

	/** Returns 32 digits for some texts. */
	static String digest(List<String> parts) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (String part : parts) {
				digest.update(part.getBytes(StandardCharsets.UTF_8));
				digest.update((byte) 0);
			}
			return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
