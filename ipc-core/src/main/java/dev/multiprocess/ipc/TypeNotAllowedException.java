package dev.multiprocess.ipc;

/**
 * A value of this type may not cross between processes; it was not sent.
 */
public class TypeNotAllowedException extends IpcException {

	private final String type;

	private final String path;

	private final String remedy;

	private final boolean allowable;

	/**
	 * Creates the failure of a type that can never cross.
	 * @param type the class name of the value
	 * @param path where it was met, such as {@code Calculator.solve(arg 0).shapes[]}
	 * @param remedy what to do about it
	 */
	public TypeNotAllowedException(String type, String path, String remedy) {
		this(type, path, remedy, false);
	}

	/**
	 * Creates the failure.
	 * @param type the class name of the value
	 * @param path where it was met, such as {@code Calculator.solve(arg 0).shapes[]}
	 * @param remedy what to do about it
	 * @param allowable whether it would cross if it were
	 * {@linkplain Ipc.Builder#allowType allowed by hand}
	 */
	public TypeNotAllowedException(String type, String path, String remedy, boolean allowable) {
		super("Type " + type + " may not cross between processes, met at " + path + ": " + remedy
				+ (allowable ? "; or allow it with Ipc.Builder.allowType in both programs" : ""));
		this.type = type;
		this.path = path;
		this.remedy = remedy;
		this.allowable = allowable;
	}

	/** Returns a class name. */
	public String type() {
		return this.type;
	}

	/**
	 * Returns a path from the method, such as {@code Calculator.solve(arg 0).shapes[]}.
	 */
	public String path() {
		return this.path;
	}

	/** Returns an advice. */
	public String remedy() {
		return this.remedy;
	}

	/**
	 * Returns whether values of this type would cross if it were
	 * {@linkplain Ipc.Builder#allowType allowed by hand} in both programs.
	 */
	public boolean allowable() {
		return this.allowable;
	}

}
