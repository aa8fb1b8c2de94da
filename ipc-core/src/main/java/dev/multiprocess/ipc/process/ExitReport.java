package dev.multiprocess.ipc.process;

import java.util.Map;

import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import org.jspecify.annotations.Nullable;

/**
 * Tells why a process ended from what is known about it.
 */
final class ExitReport {

	static final int KILL = 128 + 9;

	static final int TERM = 128 + 15;

	/** The exit code of {@code -XX:+ExitOnOutOfMemoryError}. */
	private static final int OUT_OF_MEMORY = 3;

	private static final int MAX_SIGNAL = 64;

	private static final Map<Integer, String> SIGNALS = Map.ofEntries(Map.entry(1, "HUP"), Map.entry(2, "INT"),
			Map.entry(3, "QUIT"), Map.entry(4, "ILL"), Map.entry(5, "TRAP"), Map.entry(6, "ABRT"), Map.entry(8, "FPE"),
			Map.entry(7, "BUS"), Map.entry(9, "KILL"), Map.entry(11, "SEGV"), Map.entry(13, "PIPE"),
			Map.entry(14, "ALRM"), Map.entry(15, "TERM"), Map.entry(31, "SYS"));

	private ExitReport() {
	}

	/**
	 * Tells how a process ended.
	 * @param code its exit code
	 * @param asked why its parent ended it; null if it did not
	 * @param outputTail the last it wrote
	 * @return the report
	 */
	static ProcessExit of(int code, @Nullable Cause asked, String outputTail) {
		if (asked != null) {
			return new ProcessExit(code, asked, asked == Cause.STOPPED, asked(code, asked), outputTail);
		}
		if (code == OUT_OF_MEMORY && outputTail.contains("java.lang.OutOfMemoryError")) {
			return new ProcessExit(code, Cause.OUT_OF_MEMORY, false, "ran out of memory (java.lang.OutOfMemoryError)",
					outputTail);
		}
		if (isSignal(code)) {
			return new ProcessExit(code, Cause.SIGNAL, false, signal(code), outputTail);
		}
		return new ProcessExit(code, Cause.EXITED, false, "exited with code " + code, outputTail);
	}

	static boolean isSignal(int code) {
		return Launch.USES_SHELL && code > 128 && code <= 128 + MAX_SIGNAL;
	}

	private static String asked(int code, Cause asked) {
		return switch (asked) {
			case STOPPED -> "stopped by its parent (exit code " + code + ")";
			case HUNG -> "killed by its parent because it gave no sign of life";
			case VIOLATION -> "killed by its parent because it broke the protocol";
			case EXITED, SIGNAL, OUT_OF_MEMORY -> "ended by its parent (exit code " + code + ")";
		};
	}

	private static String signal(int code) {
		int number = code - 128;
		String name = SIGNALS.getOrDefault(number, "unknown");
		String signal = "killed by signal " + number + " (" + name + ")";
		return switch (name) {
			case "KILL" -> signal + "; the system may have run out of memory";
			case "ABRT", "SEGV", "BUS", "ILL" -> signal + "; it crashed in native code";
			default -> signal;
		};
	}

}
