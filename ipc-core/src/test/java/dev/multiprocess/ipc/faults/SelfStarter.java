package dev.multiprocess.ipc.faults;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;

/**
 * A program that takes itself for a parent wherever it is run.
 */
public final class SelfStarter {

	private SelfStarter() {
	}

	/** Returns what starts it. */
	static ProcessSpec spec() {
		return ProcessSpec.java(SelfStarter.class).name("self").jvmArguments("-XX:TieredStopAtLevel=1").build();
	}

	public static void main(String[] args) {
		try (Ipc ipc = Ipc.builder().build()) {
			System.out.println("starts itself");
			ipc.spawnProcess(spec(), Init.class);
		}
	}

}
