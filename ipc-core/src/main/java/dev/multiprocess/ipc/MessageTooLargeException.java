package dev.multiprocess.ipc;

/**
 * A message is larger, or its values are nested deeper, than both sides agreed on; it was
 * not sent.
 */
public class MessageTooLargeException extends IpcException {

	private final long size;

	private final long limit;

	/**
	 * Creates the failure.
	 * @param what the method, as {@code Interface.method}, and which part of the call
	 * @param unit what is counted: {@code bytes} or {@code levels}
	 * @param size how much it is; at least this much if it was not measured to the end
	 * @param limit how much is allowed
	 */
	public MessageTooLargeException(String what, String unit, long size, long limit) {
		super(what + " takes " + size + " " + unit + " or more, allowed are " + limit
				+ ("levels".equals(unit) ? "; values must be trees, is there a cycle?"
						: "; send less at once or raise the limit in both programs"));
		this.size = size;
		this.limit = limit;
	}

	/** Returns the size, or a lower bound of it. */
	public long size() {
		return this.size;
	}

	/** Returns the limit, in the unit of {@link #size()}. */
	public long limit() {
		return this.limit;
	}

}
