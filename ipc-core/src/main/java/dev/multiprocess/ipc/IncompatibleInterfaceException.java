package dev.multiprocess.ipc;

/**
 * The two programs know different versions of a method or of a type it uses.
 */
public class IncompatibleInterfaceException extends IpcException {

	private final String member;

	private final String difference;

	/**
	 * Creates the failure.
	 * @param member the method, as {@code Interface.method}, or the interface
	 * @param difference what differs: how it is here and how it is there
	 */
	public IncompatibleInterfaceException(String member, String difference) {
		super(member + " differs between the two programs: " + difference
				+ "; run both with the same version of the interface");
		this.member = member;
		this.difference = difference;
	}

	/** Returns the method, as {@code Interface.method}, or the interface. */
	public String member() {
		return this.member;
	}

	/** Returns how it is here and how it is there. */
	public String difference() {
		return this.difference;
	}

}
