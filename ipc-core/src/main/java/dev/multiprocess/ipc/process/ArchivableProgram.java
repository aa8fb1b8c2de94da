package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A program in the form in which an archive serves best: an executable jar with jars
 * inside is run unpacked, since archives know nothing of classes within jars within jars.
 *
 * @param given as it was asked for
 * @param release the Java that runs it
 * @param environment its variables
 * @param folder where jars are unpacked
 */
record ArchivableProgram(JavaProgram given, JavaRelease release, Map<String, String> environment, Path folder) {

	/** Returns the key of the program as it was asked for. */
	String key() throws UnfitForArchiveException {
		return key(this.given);
	}

	/** Returns the key of an archive for one of its forms. */
	String key(JavaProgram form) throws UnfitForArchiveException {
		return ArchiveKey.of(form, this.release, this.environment);
	}

	/** Returns the form in which it is archived, null if that is not there yet. */
	@Nullable JavaProgram ready() {
		UnpackedJar jar = UnpackedJar.of(this.given, this.folder);
		if (jar == null) {
			return this.given;
		}
		// Looked at again when it is held: it may just have been removed.
		return (jar.isThere() && jar.hold() && jar.isThere()) ? jar.program() : null;
	}

	/**
	 * Returns the form in which it is archived.
	 * @param scratch a folder for what is not finished, in the same file system
	 * @throws IOException if it cannot be brought into that form
	 */
	JavaProgram prepare(Path scratch) throws IOException {
		UnpackedJar jar = UnpackedJar.of(this.given, this.folder);
		if (jar == null) {
			return this.given;
		}
		jar.unpack(scratch);
		if (!jar.hold()) {
			throw new IOException(jar + " is being removed");
		}
		return jar.program();
	}

}
