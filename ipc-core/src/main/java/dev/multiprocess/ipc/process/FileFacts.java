package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param path the file
 * @param size its size, or -1 if there is none
 * @param modified when it was written, as builds and copies may set it
 * @param changed when it was put there, which nobody can set; null where it is not kept
 * @param directory whether it is a folder
 */
record FileFacts(Path path, long size, @Nullable FileTime modified, @Nullable FileTime changed, boolean directory) {

	private static final String BASIC = "size,lastModifiedTime,isDirectory";

	static FileFacts of(Path path) {
		boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
		try {
			Map<String, Object> facts = Files.readAttributes(path, unix ? "unix:ctime," + BASIC : BASIC);
			return new FileFacts(path, (Long) facts.get("size"), (FileTime) facts.get("lastModifiedTime"),
					(FileTime) facts.get("ctime"), (Boolean) facts.get("isDirectory"));
		}
		catch (IOException ex) {
			return new FileFacts(path, -1, null, null, false);
		}
	}

	boolean exists() {
		return this.size >= 0;
	}

	/** Returns the facts in one line. */
	String text() {
		return this.path + " " + this.size + " " + this.modified + " " + this.changed;
	}

}
