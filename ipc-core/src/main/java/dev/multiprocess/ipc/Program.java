package dev.multiprocess.ipc;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a process runs.
 */
public sealed interface Program {

	/**
	 * A class with a main method.
	 *
	 * @param mainClass its name
	 */
	record Main(String mainClass) implements Program {
	}

	/**
	 * An executable jar.
	 *
	 * @param jar the file
	 */
	record Jar(Path jar) implements Program {
	}

	/**
	 * Any program that speaks the protocol.
	 *
	 * @param command the program and its first arguments
	 */
	record Command(List<String> command) implements Program {
	}

	/**
	 * Objects of this very program.
	 *
	 * @param init makes the first object
	 */
	record InProcess(Supplier<? extends Init> init) implements Program {
	}

}
