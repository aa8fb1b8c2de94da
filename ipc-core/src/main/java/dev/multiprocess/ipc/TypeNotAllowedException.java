package dev.multiprocess.ipc;

/**
 * A value of this type may not cross between processes; it was not sent.
 */
public class TypeNotAllowedException extends IpcException {

	private final String type;

	private final String path;

	private final String remedy;

	/**
	 * Creates the failure.
	 * @param type the class name of the value
	 * @param path where it was met, such as {@code Calculator.solve(arg 0).shapes[]}
	 * @param remedy what to do about it
	 */
	public TypeNotAllowedException(String type, String path, String remedy) {
		super("Type " + type + " may not cross between processes, met at " + path + ": " + remedy);
		this.type = type;
		this.path = path;
		this.remedy = remedy;
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

}
