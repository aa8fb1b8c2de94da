package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Java runtime says about itself.
 *
 * @param feature its version, such as 17
 * @param identity text that no other build of Java has, and no update in its place
 */
record JavaRelease(int feature, String identity) {

	private static final Pattern VERSION = Pattern.compile("^JAVA_VERSION=\"(\\d+)[^\"]*\"", Pattern.MULTILINE);

	/**
	 * Reads it.
	 * @param home the home of the runtime
	 * @throws UnfitForArchiveException if it is none that is known to keep archives
	 */
	static JavaRelease of(Path home) throws UnfitForArchiveException {
		try {
			Path real = home.toRealPath();
			String release = Files.readString(real.resolve("release"));
			Matcher version = VERSION.matcher(release);
			if (!version.find() || release.toLowerCase(Locale.ROOT).contains("openj9")) {
				throw new UnfitForArchiveException("its Java, " + home + ", is of an unknown kind");
			}
			String library = FileFacts.of(real.resolve("lib/server/libjvm.so")).text();
			String modules = FileFacts.of(real.resolve("lib/modules")).text();
			return new JavaRelease(Integer.parseInt(version.group(1)),
					String.join("\n", real.toString(), release, library, modules));
		}
		catch (IOException ex) {
			throw new UnfitForArchiveException("its Java, " + home + ", does not tell its version (" + ex + ")");
		}
	}

}
