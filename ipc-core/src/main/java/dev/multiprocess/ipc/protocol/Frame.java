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
 *  20    u16 interface, as bound by the caller
 *  22    u16 method, index in that interface
 *  24    u64 nanoseconds left, with a deadline
 *        metadata if there is any (layout in Metadata)
 *        values of the arguments
 *
 *  at the end, read backwards, the references:
 *        each: n × u16 interface, as bound by the sender | u64 object | u8 n
 *              n = 0: an object of the receiver, which goes home
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

	static final int CALL_HEADER = 24;

	static final int REPLY_HEADER = 12;

	/** As many references as the header can count. */
	static final int MOST_REFERENCES = 0xffff;

	/** As many methods as the header can number. */
	static final int MOST_METHODS = 0x10000;

	/** As many interfaces as a reference can count. */
	static final int MOST_INTERFACES = 0xff;

	/** The number of interfaces of a reference to an object of the receiver. */
	static final int HOME = 0;

	/**
	 * The object that stands for the connection itself; its only method is
	 * {@link Bindings bind}.
	 */
	static final long CONNECTION = 0;

	private Frame() {
	}

}
