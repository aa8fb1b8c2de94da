package dev.multiprocess.ipc.autoconfigure.testing;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.autoconfigure.IpcAutoConfiguration;
import dev.multiprocess.ipc.autoconfigure.IpcBuilderCustomizer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Runs contexts with a process called 'desk' that is in this very JVM, calls being real.
 */
public final class Desks {

	private Desks() {
	}

	/** Prepares a context. */
	public static ApplicationContextRunner runner(Class<?>... autoConfigurations) {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(IpcAutoConfiguration.class))
			.withConfiguration(AutoConfigurations.of(autoConfigurations))
			.withBean(IpcBuilderCustomizer.class, () -> (builder) -> builder
				.process(ProcessSpec.inProcess(() -> new DeskInit.Desk()).name("desk").build()));
	}

}
