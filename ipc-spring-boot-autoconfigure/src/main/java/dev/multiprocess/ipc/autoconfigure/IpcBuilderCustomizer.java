package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.Ipc;

/**
 * Changes what the auto-configured {@link Ipc} is made of. Beans of this type are applied
 * in order, after the properties; called once while the context starts.
 */
@FunctionalInterface
public interface IpcBuilderCustomizer {

	/**
	 * Changes what the {@link Ipc} is made of.
	 * @param builder what the properties say
	 */
	void customize(Ipc.Builder builder);

}
