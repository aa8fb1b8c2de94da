package dev.multiprocess.ipc.process;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.Sandbox;

/**
 * What Java is told in a sandbox: nobody can attach to it, and it has the processors and
 * the memory that this program has. The files in which it would find the limits of a
 * container are not there.
 */
final class SandboxedJava {

	private SandboxedJava() {
	}

	/** Returns the options to put before those of the user. */
	static List<String> options(ProcessSpec spec) {
		if (spec.sandbox() == Sandbox.NONE) {
			return List.of();
		}
		List<String> options = new ArrayList<>(List.of("-XX:+DisableAttachMechanism",
				"-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors()));
		if (spec.memory() == 0 && ManagementFactory
			.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
			options.add("-XX:MaxRAM=" + system.getTotalMemorySize());
		}
		return List.copyOf(options);
	}

}
