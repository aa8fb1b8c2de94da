package dev.multiprocess.ipc;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Whether what a Java process loads at its start is kept for the next one. Immutable.
 *
 * <p>
 * Once a process serves, a second one is started to learn what is loaded: with the lowest
 * priority, with {@code -training} behind its name, its output discarded. It serves as a
 * standby does, is never called, and ends. What it loaded goes into an archive that
 * starts from then on use, also those of other programs of this user. The archive belongs
 * to a certain Java, its arguments and a class path with all sizes and times; what does
 * not fit is not used, and made anew.
 *
 * <p>
 * Not for processes whose start must not happen twice at once. There is no archive for a
 * class path with folders, as development environments have, or for programs that are no
 * Java ones.
 *
 * @param enabled whether it is kept
 * @param directory where, or null for a folder of this user
 */
public record StartupCache(boolean enabled, @Nullable Path directory) {

	/**
	 * Keeps nothing.
	 * @return the default
	 */
	public static StartupCache off() {
		return new StartupCache(false, null);
	}

	/**
	 * Keeps it in {@code ipc-spring-boot-starter} below {@code XDG_CACHE_HOME}, or
	 * {@code .cache} in the user's home; where neither is safe to use, below the folder
	 * for temporary files.
	 * @return the cache
	 */
	public static StartupCache auto() {
		return new StartupCache(true, null);
	}

	/**
	 * Keeps it in a folder of its own, which nobody but this user may write to.
	 * @param directory the folder, created when needed
	 * @return the cache
	 */
	public static StartupCache in(Path directory) {
		return new StartupCache(true, directory);
	}

}
