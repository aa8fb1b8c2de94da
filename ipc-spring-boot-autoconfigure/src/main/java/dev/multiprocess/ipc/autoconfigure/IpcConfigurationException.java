package dev.multiprocess.ipc.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The application is put together wrongly; says how, and what to do about it.
 */
final class IpcConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	IpcConfigurationException(String description, String action) {
		this(description, action, null);
	}

	IpcConfigurationException(String description, String action, @Nullable Throwable cause) {
		super(description, cause);
		this.action = action;
	}

	/** Returns what to do about it. */
	String action() {
		return this.action;
	}

}
