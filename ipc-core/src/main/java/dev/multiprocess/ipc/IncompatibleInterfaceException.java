package dev.multiprocess.ipc;

import org.jspecify.annotations.Nullable;

/**
 * The two programs know different versions of a method, or of a type that crosses. Only
 * calls that need the difference fail, and none of them was executed.
 */
public class IncompatibleInterfaceException extends IpcException {

	private final String member;

	private final String difference;

	private final @Nullable String here;

	private final @Nullable String there;

	/**
	 * Creates the failure.
	 * @param member the method, as {@code Interface.method}, or the interface
	 * @param difference what differs: how it is here and how it is there
	 */
	public IncompatibleInterfaceException(String member, String difference) {
		this(member, difference, null, null);
	}

	/**
	 * Creates the failure.
	 * @param member the method, as {@code Interface.method}, the type, or the place of a
	 * value
	 * @param here what this program has
	 * @param peer the other process
	 * @param there what it has
	 */
	public IncompatibleInterfaceException(String member, String here, Object peer, String there) {
		this(member, "this process (" + ProcessHandle.current().pid() + ") has " + here + ", process " + peer + " has "
				+ there, here, there);
	}

	private IncompatibleInterfaceException(String member, String difference, @Nullable String here,
			@Nullable String there) {
		super(member + " differs between the two programs: " + difference
				+ "; run both with the same version of the interface");
		this.member = member;
		this.difference = difference;
		this.here = here;
		this.there = there;
	}

	/**
	 * Returns the method, as {@code Interface.method}, the type, or the place of a value.
	 */
	public String member() {
		return this.member;
	}

	/** Returns how it is here and how it is there. */
	public String difference() {
		return this.difference;
	}

	/**
	 * Returns what the program has in which this was thrown first, such as
	 * {@code record Point(int x, int y)}; empty if that was not told.
	 */
	public String here() {
		return (this.here != null) ? this.here : "";
	}

	/** Returns what the program at the other end of the connection has. */
	public String there() {
		return (this.there != null) ? this.there : "";
	}

}
