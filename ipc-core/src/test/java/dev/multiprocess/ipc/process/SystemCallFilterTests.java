package dev.multiprocess.ipc.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Runs the filter as the kernel does. That a kernel takes it is for the tests in a
 * sandbox.
 */
@DisplayName("A filter of system calls")
class SystemCallFilterTests {

	private static final int ALLOW = 0x7FFF_0000;

	private static final int EPERM = 0x0005_0000 + 1;

	@Test
	@DisplayName("refuses the kernel's keys, by the numbers of the processor")
	void keys() {
		for (int number : new int[] { 248, 249, 250, 298, 321, 323, 425 }) {
			assertThat(run(SystemCallFilter.of("amd64"), 0xC000_003E, number)).isEqualTo(EPERM);
		}
		for (int number : new int[] { 217, 218, 219, 241, 280, 282, 425 }) {
			assertThat(run(SystemCallFilter.of("aarch64"), 0xC000_00B7, number)).isEqualTo(EPERM);
		}
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("allows all other calls")
	void others(SystemCallFilter filter) {
		int architecture = (filter == SystemCallFilter.AMD64) ? 0xC000_003E : 0xC000_00B7;
		long refused = IntStream.range(0, 500).filter((number) -> run(filter, architecture, number) != ALLOW).count();
		assertThat(refused).isEqualTo(7);
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("refuses what is called in another manner, where the numbers mean something else")
	void foreign(SystemCallFilter filter) {
		assertThat(run(filter, 0x4000_0003, 0)).isEqualTo(EPERM);
		assertThat(run(filter, 0xC000_003E, 0x4000_0000 + 250)).isEqualTo(EPERM);
		assertThat(run(filter, 0xC000_003E, -1)).isEqualTo(EPERM);
	}

	@Test
	@DisplayName("is not had for a processor whose numbers are not known")
	void unknown() {
		assertThatIllegalArgumentException().isThrownBy(() -> SystemCallFilter.of("riscv64"))
			.withMessageContaining("this is riscv64")
			.withMessageContaining("set no sandbox");
	}

	/** Returns what the filter says to a call. */
	private static int run(SystemCallFilter filter, int architecture, int number) {
		ByteBuffer program = ByteBuffer.wrap(filter.program()).order(ByteOrder.nativeOrder());
		int loaded = 0;
		for (int next = 0;; next++) {
			program.position(next * 8);
			int code = program.getShort();
			int then = program.get();
			int otherwise = program.get();
			int operand = program.getInt();
			switch (code) {
				case 0x20 -> loaded = (operand == 0) ? number : architecture;
				case 0x15 -> next += (loaded == operand) ? then : otherwise;
				case 0x35 -> next += (Integer.compareUnsigned(loaded, operand) >= 0) ? then : otherwise;
				case 0x06 -> {
					return operand;
				}
				default -> throw new IllegalStateException("no instruction: " + code);
			}
		}
	}

}
