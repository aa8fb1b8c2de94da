package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param path the file
 * @param size its size, or -1 if there is none
 * @param modified when it was written
 * @param directory whether it is a folder
 */
record FileFacts(Path path, long size, @Nullable FileTime modified, boolean directory) {

	static FileFacts of(Path path) {
		try {
			BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
			return new FileFacts(path, attributes.size(), attributes.lastModifiedTime(), attributes.isDirectory());
		}
		catch (IOException ex) {
			return new FileFacts(path, -1, null, false);
		}
	}

	boolean exists() {
		return this.size >= 0;
	}

	/** Returns the facts in one line. */
	String text() {
		return this.path + " " + this.size + " " + this.modified;
	}

}
