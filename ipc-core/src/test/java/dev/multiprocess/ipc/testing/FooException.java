package dev.multiprocess.ipc.testing;

import java.util.List;

/**
 * A checked exception with fields of its own and a constructor that nobody could guess.
 */
public class FooException extends Exception {

	private final int code;

	private final List<String> hints;

	public FooException(int code, List<String> hints, Throwable cause) {
		super("Foo failed with code " + code, cause);
		this.code = code;
		this.hints = hints;
	}

	public int code() {
		return this.code;
	}

	public List<String> hints() {
		return this.hints;
	}

}
