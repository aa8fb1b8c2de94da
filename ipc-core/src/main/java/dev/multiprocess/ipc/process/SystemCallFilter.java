package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The system calls that a process in a sandbox is refused, with {@code EPERM}: those to
 * the keys that the kernel keeps for its user, which no namespace hides, and some that
 * Java does without and that were ways into the kernel before. Those made in the manner
 * of another processor are refused altogether, as they have other numbers.
 *
 * <p>
 * A program for the kernel's filter machine. The numbers are from {@code asm/unistd.h},
 * {@code linux/bpf_common.h}, {@code linux/seccomp.h} and {@code linux/audit.h}.
 */
enum SystemCallFilter {

	/** Of 64-bit processors of Intel and AMD. */
	AMD64(0xC000_003E, new int[] { 248, 249, 250, 298, 321, 323, 425 }),

	/** Of 64-bit processors of Arm. */
	AARCH64(0xC000_00B7, new int[] { 217, 218, 219, 241, 280, 282, 425 });

	private static final String FILE = "filter";

	private static final int INSTRUCTION_BYTES = 8;

	private static final short LOAD = 0x20;

	private static final short JUMP_IF_EQUAL = 0x15;

	private static final short JUMP_IF_AT_LEAST = 0x35;

	private static final short RETURN = 0x06;

	private static final int ALLOW = 0x7FFF_0000;

	private static final int REFUSE = 0x0005_0001;

	/** Where a call says which one it is. */
	private static final int NUMBER = 0;

	private static final int ARCHITECTURE = 4;

	/** From here on a processor of Intel takes them for a second set of calls. */
	private static final int SECOND_SET = 0x4000_0000;

	private final int architecture;

	/**
	 * {@code add_key}, {@code request_key}, {@code keyctl}, {@code perf_event_open},
	 * {@code bpf}, {@code userfaultfd}, {@code io_uring_setup}.
	 */
	private final int[] refused;

	SystemCallFilter(int architecture, int[] refused) {
		this.architecture = architecture;
		this.refused = refused;
	}

	/**
	 * Returns the filter of a processor.
	 * @param processor its name, as Java calls it
	 * @throws IllegalArgumentException if there is none; the message ends a sentence
	 * about the process
	 */
	static SystemCallFilter of(String processor) {
		return switch (processor) {
			case "amd64", "x86_64" -> AMD64;
			case "aarch64" -> AARCH64;
			default -> throw new IllegalArgumentException(
					"cannot be given its sandbox, and was not started: the numbers of system calls are known for amd64 and"
							+ " aarch64, this is " + processor + "; run the program there, or set no sandbox");
		};
	}

	/** Returns the program, in the byte order of this machine. */
	byte[] program() {
		int checks = this.refused.length + 1;
		ByteBuffer program = ByteBuffer.allocate((checks + 5) * INSTRUCTION_BYTES).order(ByteOrder.nativeOrder());
		add(program, LOAD, 0, 0, ARCHITECTURE);
		add(program, JUMP_IF_EQUAL, 0, checks + 2, this.architecture);
		add(program, LOAD, 0, 0, NUMBER);
		add(program, JUMP_IF_AT_LEAST, checks, 0, SECOND_SET);
		for (int i = 0; i < this.refused.length; i++) {
			add(program, JUMP_IF_EQUAL, checks - 1 - i, 0, this.refused[i]);
		}
		add(program, RETURN, 0, 0, ALLOW);
		add(program, RETURN, 0, 0, REFUSE);
		return program.array();
	}

	private static void add(ByteBuffer program, short code, int then, int otherwise, int operand) {
		program.putShort(code).put((byte) then).put((byte) otherwise).putInt(operand);
	}

	/**
	 * Writes the program to a file.
	 * @param folder where to
	 * @throws IllegalArgumentException if that is impossible; the message ends a sentence
	 * about the process
	 */
	Path writeTo(Path folder) {
		try {
			return Files.write(folder.resolve(FILE), program());
		}
		catch (IOException ex) {
			throw new IllegalArgumentException(
					"cannot be run: the filter of its sandbox cannot be written to " + folder + ": " + ex, ex);
		}
	}

}
