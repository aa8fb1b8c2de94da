package dev.multiprocess.ipc.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory of one direction: a ring of bytes that one process writes and one other
 * reads, and the header through which they agree.
 *
 * <pre>
 *     0   i64 written        bytes published since the beginning   stored by the writer
 *     8   i64 acknowledged   what the writer has taken of the      stored by the writer
 *                            other ring, when it last published
 *    16   i64 note           64 n + m: the m bytes from byte n on  stored by the writer
 *                            are here, not among the bytes
 *    24   the bytes of the note, at most 40
 *   128   i64 read           bytes taken since the beginning       stored by the reader
 *   256   i32 reader waits   1 = ring the bell after publishing    set by the reader
 *   384   i32 writer waits   1 = ring the bell after taking        set by the writer
 *   512   the bytes, a power of two of them; byte n is at 512 + n mod capacity
 * </pre>
 *
 * Numbers are in the order of the machine, which both processes run on. What one stores
 * and the other polls has two cache lines of its own, since processors fetch them in
 * pairs. Each side counts for itself and only ever <em>looks</em> at the count of the
 * other, which may lie.
 *
 * <h2>Notes</h2> A line of the cache takes longer to get from one processor to another
 * than most of the rest of a call. A small message to a reader that has taken all before
 * it is therefore put beside the count that announces it, and so is what the writer would
 * else have to fetch to know that: the last reply says how much was taken of the
 * requests. A call takes one line each way.
 *
 * <p>
 * The note is written anew only when its reader has taken all that was published, and is
 * published by the count like any bytes; until then no reader looks at it.
 *
 * <h2>Why no wake-up is lost</h2> Let the reader wait; the writer waits alike, with the
 * names exchanged. All accesses below are volatile, so there is one order of them all.
 *
 * <pre>
 *   writer                                   reader
 *   W1  written = n                          R1  reader waits = 1
 *   W2  if (reader waits == 1                R2  if (written == what I have read)
 *           &amp;&amp; getAndSet(reader waits, 0))           park until the bell rings
 *   W3      ring the bell                    R3  getAndSet(reader waits, 0)
 * </pre>
 *
 * If R2 does not see n, it came before W1, so R1 came before W2, and W2 sees the flag. Of
 * W2 and R3 one takes it: either the writer did, and rings; or the reader did, after R2,
 * and was not parked any more. A bell may so ring for a reader that has moved on, at most
 * once for each time it set the flag: the ring stays in the socket and ends a later wait
 * early, which is allowed to.
 *
 * <p>
 * For use by one writer and one reader, in any two processes.
 */
final class Ring {

	/** Where the bytes begin. */
	static final int HEADER = 512;

	/** The most bytes of a note: what a line of the cache, of 64 bytes, has left. */
	static final int NOTE = 40;

	private static final int NOTE_BITS = 6;

	private static final int WRITTEN = 0;

	private static final int ACKNOWLEDGED = 8;

	private static final int NOTED = 16;

	private static final int NOTE_BYTES = 24;

	private static final int READ = 128;

	private static final int READER_WAITS = 256;

	private static final int WRITER_WAITS = 384;

	private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder())
		.withInvokeExactBehavior();

	private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder())
		.withInvokeExactBehavior();

	private final ByteBuffer memory;

	private final int capacity;

	/**
	 * Takes over memory.
	 * @param memory a header and a power of two of bytes, at least eight; direct and
	 * aligned to eight
	 */
	Ring(ByteBuffer memory) {
		this.memory = memory;
		this.capacity = memory.capacity() - HEADER;
		if (!isPossible(this.capacity)) {
			throw new IllegalArgumentException("A ring cannot hold " + this.capacity + " bytes");
		}
	}

	/** Returns whether a ring may have so many bytes. */
	static boolean isPossible(long capacity) {
		return capacity >= Long.BYTES && Long.bitCount(capacity) == 1;
	}

	int capacity() {
		return this.capacity;
	}

	/** Begins anew; nobody may be using it. */
	void reset() {
		LONG.setVolatile(this.memory, WRITTEN, 0L);
		LONG.setVolatile(this.memory, ACKNOWLEDGED, 0L);
		LONG.setVolatile(this.memory, NOTED, 0L);
		LONG.setVolatile(this.memory, READ, 0L);
		INT.setVolatile(this.memory, READER_WAITS, 0);
		INT.setVolatile(this.memory, WRITER_WAITS, 0);
	}

	long written() {
		return (long) LONG.getVolatile(this.memory, WRITTEN);
	}

	/**
	 * Publishes what was copied in.
	 * @param count the bytes since the beginning
	 * @param acknowledged the bytes taken of the other ring
	 */
	void publish(long count, long acknowledged) {
		LONG.set(this.memory, ACKNOWLEDGED, acknowledged);
		LONG.setVolatile(this.memory, WRITTEN, count);
	}

	/** Returns how much of the other ring the writer had taken when it last published. */
	long acknowledged() {
		return (long) LONG.getOpaque(this.memory, ACKNOWLEDGED);
	}

	long read() {
		return (long) LONG.getVolatile(this.memory, READ);
	}

	void read(long count) {
		LONG.setVolatile(this.memory, READ, count);
	}

	/** Says whether the reader is about to park. */
	void readerWaits(boolean waits) {
		set(READER_WAITS, waits);
	}

	/** Says whether the writer is about to park. */
	void writerWaits(boolean waits) {
		set(WRITER_WAITS, waits);
	}

	/**
	 * Returns whether the reader waits and has to be woken by who asks, as nobody else
	 * will.
	 */
	boolean takeReaderWaits() {
		return take(READER_WAITS);
	}

	/** Returns whether the writer waits and has to be woken by who asks. */
	boolean takeWriterWaits() {
		return take(WRITER_WAITS);
	}

	private void set(int flag, boolean waits) {
		INT.setVolatile(this.memory, flag, waits ? 1 : 0);
	}

	private boolean take(int flag) {
		// Most often nobody waits, and a look costs less than a swap.
		return (int) INT.getVolatile(this.memory, flag) != 0 && (int) INT.getAndSet(this.memory, flag, 0) != 0;
	}

	/** Copies bytes in as a note, from a count since the beginning on; at most 40. */
	void note(long from, ByteBuffer source, int count) {
		LONG.set(this.memory, NOTED, from << NOTE_BITS | count);
		int position = source.position();
		this.memory.put(NOTE_BYTES, source, position, count);
		source.position(position + count);
	}

	/**
	 * Copies bytes out of the note.
	 * @param from the count since the beginning to begin at
	 * @param target receives bytes
	 * @param most how many at most
	 * @return how many; none if the note has none from there on
	 */
	int copyNote(long from, ByteBuffer target, int most) {
		long noted = (long) LONG.getOpaque(this.memory, NOTED);
		long start = from - (noted >> NOTE_BITS);
		long end = Math.min(noted & (1 << NOTE_BITS) - 1, NOTE);
		if (start < 0 || start >= end) {
			return 0;
		}
		int count = (int) Math.min(most, end - start);
		int position = target.position();
		target.put(position, this.memory, NOTE_BYTES + (int) start, count);
		target.position(position + count);
		return count;
	}

	/** Copies bytes out, from a count since the beginning on. */
	void copyOut(long from, ByteBuffer target, int count) {
		int start = index(from);
		int first = Math.min(count, this.capacity - start);
		int position = target.position();
		target.put(position, this.memory, HEADER + start, first);
		if (first < count) {
			target.put(position + first, this.memory, HEADER, count - first);
		}
		target.position(position + count);
	}

	/** Copies bytes in, from a count since the beginning on. */
	void copyIn(long from, ByteBuffer source, int count) {
		int start = index(from);
		int first = Math.min(count, this.capacity - start);
		int position = source.position();
		this.memory.put(HEADER + start, source, position, first);
		if (first < count) {
			this.memory.put(HEADER, source, position + first, count - first);
		}
		source.position(position + count);
	}

	/**
	 * Fetches the memory from a count on, to be called beside a look at the count: two
	 * misses at once take no longer than one.
	 */
	long prefetch(long at) {
		return (long) LONG.getOpaque(this.memory, HEADER + (index(at) & -8));
	}

	private int index(long count) {
		return (int) count & (this.capacity - 1);
	}

}
