package dev.multiprocess.ipc;

/**
 * A message is larger, or its values are nested deeper, than both sides agreed on; it was
 * not sent.
 */
public class MessageTooLargeException extends IpcException {

	private final String unit;

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
		super(what + " takes " + size + " " + unit + " or more, allowed are " + limit + ("levels".equals(unit)
				? "; values must be trees, is there a cycle? If not, raise Ipc.Builder.maxDepth in both programs"
				: "; send less at once, or raise Ipc.Builder.maxMessageSize in both programs"));
		this.unit = unit;
		this.size = size;
		this.limit = limit;
	}

	/** Returns what is counted: {@code bytes} or {@code levels}. */
	public String unit() {
		return this.unit;
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
