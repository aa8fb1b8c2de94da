package dev.multiprocess.ipc.protocol;

/**
 * The layout of the frames on a lane. Numbers are big-endian.
 *
 * <pre>
 *        CALL, ONE_WAY                         RETURN, THROW
 *   0    u32 length of the rest                u32 length of the rest
 *   4    u8  type = 1, 4                       u8  type = 2, 3
 *   5    u8  flags: 1 = metadata, 2 = deadline  u8  unused, zero
 *   6    u16 number of references              u16 number of references
 *   8    u32 number of the call                u32 number of the call
 *  12    u64 object, 0 = the connection        values of the result, or the exception
 *  20    u32 interface, as bound by the caller
 *  24    u32 method, index in that interface
 *  28    u64 nanoseconds left, with a deadline
 *        metadata if there is any (layout in Metadata)
 *        values of the arguments
 *
 *  at the end, if there are references:
 *        each: u8 kind | u64 object | (exports only: u8 n | n × u32 interface, as bound by the sender)
 *        u32 length of all of them
 * </pre>
 *
 * ONE_WAY is a call that nobody answers. It has no deadline.
 *
 * <p>
 * References stand apart from the values so that each of them is counted exactly once
 * even if the values cannot be decoded.
 */
final class Frame {

	static final int CALL = 1;

	static final int RETURN = 2;

	static final int THROW = 3;

	static final int ONE_WAY = 4;

	/** The flag of a call that takes metadata along. */
	static final int METADATA = 1;

	/** The flag of a call that its caller does not wait for without end. */
	static final int DEADLINE = 2;

	static final int CALL_HEADER = 28;

	static final int REPLY_HEADER = 12;

	/**
	 * The object that stands for the connection itself; its only method is
	 * {@link Bindings bind}.
	 */
	static final long CONNECTION = 0;

	private Frame() {
	}

}
