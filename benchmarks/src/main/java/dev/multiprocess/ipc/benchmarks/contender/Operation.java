package dev.multiprocess.ipc.benchmarks.contender;

/**
 * What is done with each contender that can.
 */
public enum Operation {

	/** Two numbers there, one back. */
	ADD("`int add(int,int)`"),

	/** A record of five fields with a list, there and back. */
	ECHO_RECORD("echo of a record of 5 fields with a list of 3 texts"),

	/** A call during which the worker calls the caller's object once. */
	CALLBACK("`add` through a callback of the caller"),

	/** A mebibyte there and back. */
	ECHO_MEBIBYTE("echo of a `byte[]` of 1 MiB");

	private final String title;

	Operation(String title) {
		this.title = title;
	}

	/** Returns what it is called in a table. */
	public String title() {
		return this.title;
	}

}
