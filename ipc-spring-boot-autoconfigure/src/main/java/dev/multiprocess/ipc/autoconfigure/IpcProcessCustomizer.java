package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.ProcessSpec;

/**
 * Changes how a configured process is run. Beans of this type are applied in order, after
 * the properties; called once per process while the context starts.
 */
@FunctionalInterface
public interface IpcProcessCustomizer {

	/**
	 * Changes how a process is run.
	 * @param name the process' name
	 * @param builder what its properties say
	 */
	void customize(String name, ProcessSpec.Builder builder);

}
