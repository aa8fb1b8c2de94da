package dev.multiprocess.ipc.testing;

import org.jspecify.annotations.Nullable;

/**
 * A generic interface that a remote one inherits; not remote by itself.
 *
 * @param <T> what it returns
 */
public interface Echo<T> {

	@Nullable T echo(@Nullable T value);

	/** Is remote as well where a remote interface inherits it. */
	default String describe() {
		return "the default of " + getClass().getSimpleName();
	}

}
