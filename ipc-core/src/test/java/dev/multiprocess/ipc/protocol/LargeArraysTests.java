package dev.multiprocess.ipc.protocol;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Arrays of frames that are done with.
 */
@DisplayName("An array of a large frame")
class LargeArraysTests {

	private static final int LENGTH = 200_000;

	@BeforeEach
	@AfterEach
	void takeAll() {
		for (int i = 0; i < 10; i++) {
			grow(LargeArrays.SHORTEST, Integer.MAX_VALUE);
		}
	}

	private static byte[] grow(int length, int limit) {
		return LargeArrays.grow(new byte[] { 1, 2, 3, 4 }, 3, length, limit);
	}

	@Test
	@DisplayName("serves another one, begins like what has grown, and has one owner")
	void reused() {
		byte[] array = new byte[LENGTH];
		Arrays.fill(array, (byte) 9);
		LargeArrays.give(array);
		byte[] larger = grow(LENGTH / 2, LENGTH);
		assertThat(larger).isSameAs(array).startsWith(1, 2, 3, 9);
		assertThat(grow(LENGTH / 2, LENGTH)).isNotSameAs(array).hasSize(LENGTH / 2).startsWith(1, 2, 3);
	}

	@Test
	@DisplayName("serves none that needs more room or may have less")
	void length() {
		byte[] array = new byte[LENGTH];
		LargeArrays.give(array);
		assertThat(grow(LENGTH + 1, Integer.MAX_VALUE)).isNotSameAs(array);
		assertThat(grow(LENGTH - 1, LENGTH - 1)).isNotSameAs(array).hasSize(LENGTH - 1);
		assertThat(grow(LENGTH - 1, LENGTH)).isSameAs(array);
	}

	@Test
	@DisplayName("is not kept if it is short, or so long that it would leave a trace")
	void extremes() {
		byte[] shortOne = new byte[LargeArrays.SHORTEST - 1];
		byte[] longOne = new byte[LargeArrays.LONGEST + 1];
		LargeArrays.give(shortOne);
		LargeArrays.give(longOne);
		assertThat(grow(LargeArrays.SHORTEST - 1, Integer.MAX_VALUE)).isNotSameAs(shortOne).isNotSameAs(longOne);
		assertThat(grow(LargeArrays.SHORTEST, Integer.MAX_VALUE)).isNotSameAs(shortOne).isNotSameAs(longOne);
	}

	@Test
	@DisplayName("is one of four that are kept, the last ones among them")
	void few() {
		byte[][] arrays = IntStream.range(0, 6).mapToObj((i) -> new byte[LENGTH]).toArray(byte[][]::new);
		Arrays.stream(arrays).forEach(LargeArrays::give);
		byte[][] taken = IntStream.range(0, 6).mapToObj((i) -> grow(LENGTH, LENGTH)).toArray(byte[][]::new);
		assertThat(Arrays.stream(taken).filter((each) -> Arrays.stream(arrays).anyMatch((array) -> array == each)))
			.hasSize(4)
			.anyMatch((each) -> each == arrays[5]);
	}

}
