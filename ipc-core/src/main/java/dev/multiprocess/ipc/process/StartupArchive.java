package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.Sandbox;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive of what a process loads at its start: one that is there and used, or one
 * that is still to be made. For use by any thread.
 */
public final class StartupArchive {

	private static final Logger logger = LoggerFactory.getLogger(StartupArchive.class);

	/** What was told once. */
	private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

	/** Being made, or not to be tried again by this JVM. */
	private static final Set<String> CLAIMED = ConcurrentHashMap.newKeySet();

	/** What a JVM writes that crashes, or never comes up; its exit code tells no more. */
	private static final Pattern FATAL = Pattern
		.compile("A fatal error has been detected by|Error occurred during initialization of VM");

	private final Path folder;

	private final ArchiveKind kind;

	/** What is to be run with the archive. */
	private final ArchivableProgram program;

	private final String key;

	/** The program in the form in which it is archived, null if that is not there yet. */
	private final @Nullable JavaProgram ready;

	private final @Nullable Path file;

	private StartupArchive(Path folder, ArchiveKind kind, ArchivableProgram program) throws UnfitForArchiveException {
		this.folder = folder;
		this.kind = kind;
		this.program = program;
		this.key = program.key();
		this.ready = program.ready();
		this.file = (this.ready != null) ? ArchiveFiles.find(folder, keyOf(this.ready), kind) : null;
	}

	/** To work it out takes a look at every file of the class path. */
	private String keyOf(JavaProgram form) throws UnfitForArchiveException {
		return (form == this.program.given()) ? this.key : this.program.key(form);
	}

	/**
	 * Returns the archive of a process.
	 * @param spec says whether to use one
	 * @param program what it runs
	 * @param environment its variables
	 * @return the archive, or null if there is none and never will be
	 */
	static @Nullable StartupArchive of(ProcessSpec spec, JavaProgram program, Map<String, String> environment) {
		if (!spec.cache().enabled()) {
			return null;
		}
		try {
			if (spec.sandbox() != Sandbox.NONE) {
				throw new UnfitForArchiveException(
						"it runs in a sandbox, where nothing may be written that other processes load");
			}
			JavaRelease release = JavaRelease.of(program.home());
			ArchiveKind kind = ArchiveKind.of(release.feature());
			Path folder = CacheDirectory.of(spec.cache());
			return new StartupArchive(folder, kind, new ArchivableProgram(program, release, environment, folder));
		}
		catch (UnfitForArchiveException ex) {
			String reason = "Process '" + spec.name() + "' starts without a cache, since " + ex.getMessage();
			if (TOLD.add(reason)) {
				logger.info("{}", reason);
			}
			return null;
		}
		catch (RuntimeException ex) {
			// Whatever it is: a process starts without an archive as well.
			if (TOLD.add(spec.name() + " " + ex)) {
				logger.warn("Process '{}' starts without a cache", spec.name(), ex);
			}
			return null;
		}
	}

	/** Returns whether it is there. */
	public boolean isThere() {
		return this.file != null;
	}

	/** Returns whether it is there by now, though it was not. */
	public boolean isMade() {
		try {
			JavaProgram ready = this.program.ready();
			return ready != null && ArchiveFiles.find(this.folder, keyOf(ready), this.kind) != null;
		}
		catch (UnfitForArchiveException ex) {
			return false;
		}
	}

	/** Returns what is run with the archive, which is there. */
	JavaProgram program() {
		if (this.file == null || this.ready == null) {
			throw new IllegalStateException("There is no archive");
		}
		return this.ready.with(this.kind.use(this.file));
	}

	/**
	 * Claims the right to make the archive. Who fails to make it keeps the right, so that
	 * it is not tried for ever.
	 * @return whether nobody else in this JVM has it
	 */
	public boolean claim() {
		return CLAIMED.add(this.folder + "/" + this.key);
	}

	/** Gives the right back. */
	public void unclaim() {
		CLAIMED.remove(this.folder + "/" + this.key);
	}

	/**
	 * Begins to make the archive.
	 * @return what is to be closed when it is made, or was not
	 * @throws IOException if there is no room for it
	 */
	public ArchiveDraft draft() throws IOException {
		return new ArchiveDraft(this.folder, this.kind, this.program);
	}

	/**
	 * Removes the archive if a process crashed before it served, since it may have been
	 * the archive's fault. This JVM makes no other one in its place.
	 * @param exit how the process ended
	 * @return whether it is to be started again, without
	 */
	public boolean discardAfter(ProcessExit exit) {
		if (this.file == null || (exit.cause() != Cause.SIGNAL && !FATAL.matcher(exit.outputTail()).find())) {
			return false;
		}
		claim();
		try {
			Files.deleteIfExists(this.file);
			logger.warn("{} is not used again, since a process crashed with it", this.file);
			return true;
		}
		catch (IOException ex) {
			logger.warn("{}, with which a process crashed, cannot be removed", this.file, ex);
			return false;
		}
	}

	@Override
	public String toString() {
		return (this.file != null) ? this.file.toString() : "archive " + this.key;
	}

}
