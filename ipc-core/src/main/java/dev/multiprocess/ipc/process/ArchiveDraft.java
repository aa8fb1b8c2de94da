package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * An archive that is being made, in a folder that goes with the JVM that made it. Used by
 * one thread.
 */
public final class ArchiveDraft implements AutoCloseable {

	private final Path folder;

	private final ArchiveKind kind;

	private final ArchivableProgram source;

	private final PrivateDirectory scratch;

	private final JavaProgram program;

	private final String key;

	ArchiveDraft(Path folder, ArchiveKind kind, ArchivableProgram source) throws IOException {
		this.folder = folder;
		this.kind = kind;
		this.source = source;
		LeftoverSweep.sweep(folder, LeftoverSweep.user());
		this.scratch = PrivateDirectory.createIn(folder);
		try {
			this.program = source.prepare(this.scratch.path());
			this.key = source.key(this.program);
		}
		catch (UnfitForArchiveException ex) {
			this.scratch.close();
			throw new IOException(ex.getMessage(), ex);
		}
		catch (IOException | RuntimeException | Error ex) {
			this.scratch.close();
			throw ex;
		}
	}

	private Path file() {
		return this.scratch.path().resolve("archive");
	}

	/** Returns what is run to make it. */
	JavaProgram program() {
		return this.program.with(this.kind.make(file()));
	}

	/**
	 * Publishes it, once the process that made it has ended, and removes old ones.
	 * @return where it is, or where one is that another program has made meanwhile
	 * @throws IOException if the process has written none, may have loaded something else
	 * than the next one will, or it cannot be published
	 */
	public Path publish() throws IOException {
		if (!Files.isRegularFile(file())) {
			throw new IOException("the process has written none");
		}
		try {
			if (!this.source.key(this.program).equals(this.key)) {
				throw new IOException("what it runs has been replaced meanwhile");
			}
			Path other = ArchiveFiles.find(this.folder, this.key, this.kind);
			if (other != null) {
				return other;
			}
			Path archive = ArchiveFiles.publish(file(), this.folder, this.key, this.kind);
			CachePruning.prune(this.folder, Set.of(archive), this.scratch.path());
			return archive;
		}
		catch (UnfitForArchiveException ex) {
			throw new IOException(ex.getMessage(), ex);
		}
	}

	/** Removes what is left of it. */
	@Override
	public void close() {
		this.scratch.close();
	}

}
