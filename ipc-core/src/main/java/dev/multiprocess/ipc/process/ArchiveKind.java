package dev.multiprocess.ipc.process;

import java.nio.file.Path;
import java.util.List;

/**
 * How a Java keeps what it has loaded. Both kinds are told to fall back without a word,
 * since their warnings would go to the standard output of the process.
 */
enum ArchiveKind {

	/** Java 17 to 24: classes, on top of the archive that comes with the JDK. */
	CLASSES("jsa"),

	/** Java 25 and later: classes that are linked, and profiles of methods (JEP 514). */
	AHEAD_OF_TIME("aot");

	private static final int FIRST = 17;

	private static final int AHEAD_OF_TIME_FIRST = 25;

	private final String suffix;

	ArchiveKind(String suffix) {
		this.suffix = suffix;
	}

	/**
	 * Returns what a version of Java can do.
	 * @param feature the version, such as 17
	 * @throws UnfitForArchiveException if it can do nothing of the kind
	 */
	static ArchiveKind of(int feature) throws UnfitForArchiveException {
		if (feature < FIRST) {
			throw new UnfitForArchiveException("its Java is older than " + FIRST);
		}
		return (feature < AHEAD_OF_TIME_FIRST) ? CLASSES : AHEAD_OF_TIME;
	}

	/** Returns how the names of its files end. */
	String suffix() {
		return this.suffix;
	}

	/**
	 * Returns the options of a process that uses an archive.
	 * @param archive the archive
	 */
	List<String> use(Path archive) {
		return switch (this) {
			case CLASSES -> List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off");
			case AHEAD_OF_TIME -> List.of("-XX:AOTCache=" + archive, "-Xlog:aot*=off,cds*=off");
		};
	}

	/**
	 * Returns the options of a process that writes an archive at its end.
	 * @param archive the archive to be written
	 */
	List<String> make(Path archive) {
		return switch (this) {
			case CLASSES -> List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds*=error");
			case AHEAD_OF_TIME -> List.of("-XX:AOTCacheOutput=" + archive, "-Xlog:aot*=error,cds*=error");
		};
	}

}
