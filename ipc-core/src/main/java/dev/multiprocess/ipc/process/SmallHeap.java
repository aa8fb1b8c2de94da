package dev.multiprocess.ipc.process;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.multiprocess.ipc.ProcessSpec;

/**
 * Chooses the collector of workers whose heap is limited to little: the serial one needs
 * the least memory beside the heap, and keeps arrays together that others give regions of
 * their own.
 */
final class SmallHeap {

	/** Beyond, collections of one thread take too long. */
	private static final long MOST = 256L * 1024 * 1024;

	private static final Pattern LIMIT = Pattern.compile("(?:-Xmx|-XX:MaxHeapSize=)(\\d{1,12})([kKmMgG]?)");

	/** Two collectors are one too many, and a JVM told of two does not start. */
	private static final Pattern MAY_CHOOSE = Pattern
		.compile("-XX:[+-]Use\\w+GC|@.*|-XX:Flags=.*|-XX:VMOptionsFile=.*");

	private SmallHeap() {
	}

	/** Returns the options to put before those of the user. */
	static List<String> options(ProcessSpec spec) {
		long limit = spec.memory();
		for (String option : spec.jvmArguments()) {
			if (MAY_CHOOSE.matcher(option).matches()) {
				return List.of();
			}
			Matcher matcher = LIMIT.matcher(option);
			if (matcher.matches()) {
				limit = bytes(Long.parseLong(matcher.group(1)), matcher.group(2));
			}
		}
		boolean small = limit > 0 && limit <= MOST;
		boolean chosen = spec.environment().keySet().stream().anyMatch(JavaProgram.OPTION_VARIABLES::contains)
				|| spec.inheritedEnvironment().stream().anyMatch(JavaProgram.OPTION_VARIABLES::contains);
		return (small && !chosen) ? List.of("-XX:+UseSerialGC") : List.of();
	}

	private static long bytes(long count, String unit) {
		return switch (unit) {
			case "k", "K" -> count << 10;
			case "m", "M" -> count << 20;
			case "g", "G" -> count << 30;
			default -> count;
		};
	}

}
