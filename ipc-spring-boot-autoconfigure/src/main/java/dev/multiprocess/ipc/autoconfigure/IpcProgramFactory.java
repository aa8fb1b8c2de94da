package dev.multiprocess.ipc.autoconfigure;

import java.util.List;
import java.util.Map;

import dev.multiprocess.ipc.ProcessSpec;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a process runs, in the place of its properties. Beans of this type are
 * asked in their order, before any process starts.
 */
@FunctionalInterface
public interface IpcProgramFactory {

	/**
	 * Begins the description of a process.
	 * @param name the process' name
	 * @param mainClass the main class that its properties name, or null
	 * @param properties its Spring properties
	 * @param arguments the arguments of its program
	 * @return a builder for the program, or null to run what the properties say
	 */
	ProcessSpec.@Nullable Builder create(String name, @Nullable String mainClass, Map<String, String> properties,
			List<String> arguments);

}
