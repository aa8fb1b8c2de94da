package dev.multiprocess.ipc.protocol;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Keeps a few arrays of large frames for the next ones of this JVM: new memory has to be
 * cleared, which takes longer than to send what is put there. The garbage collector may
 * have them. Safe for use by any number of threads; an array has one owner at a time.
 */
public final class LargeArrays {

	/** Shorter ones stay with their owners. */
	static final int SHORTEST = FrameBuffer.KEPT + 1;

	/** Longer ones are not kept, so that the largest messages leave no trace. */
	static final int LONGEST = 4 * 1024 * 1024;

	private static final int KEPT = 4;

	private static final AtomicReferenceArray<@Nullable SoftReference<byte[]>> spare = new AtomicReferenceArray<>(KEPT);

	private LargeArrays() {
	}

	/**
	 * Returns an array that begins like another, which stays with its owner.
	 * @param bytes what to copy
	 * @param used how many bytes of it
	 * @param length how long the array is to be at least
	 * @param limit how long it may be
	 * @return the array, with anything after the bytes copied
	 */
	public static byte[] grow(byte[] bytes, int used, int length, int limit) {
		byte[] larger = (length >= SHORTEST) ? take(length, limit) : null;
		if (larger == null) {
			return Arrays.copyOf(bytes, length);
		}
		System.arraycopy(bytes, 0, larger, 0, used);
		return larger;
	}

	private static byte @Nullable [] take(int length, int limit) {
		for (int i = 0; i < KEPT; i++) {
			SoftReference<byte[]> kept = spare.get(i);
			byte[] array = (kept != null) ? kept.get() : null;
			if (array != null && array.length >= length && array.length <= limit
					&& spare.compareAndSet(i, kept, null)) {
				return array;
			}
		}
		return null;
	}

	/**
	 * Keeps an array if it is worth it; the owner must not use it any more.
	 * @param bytes the array
	 */
	static void give(byte[] bytes) {
		if (bytes.length < SHORTEST || bytes.length > LONGEST) {
			return;
		}
		int place = 0;
		for (int i = 0; i < KEPT; i++) {
			SoftReference<byte[]> kept = spare.get(i);
			if (kept == null || kept.refersTo(null)) {
				place = i;
			}
		}
		// If there is no room the first goes: sizes that nobody asks for would stay.
		spare.set(place, new SoftReference<>(bytes));
	}

}
