package dev.multiprocess.ipc.autoconfigure.testing;

import dev.multiprocess.ipc.Ipc;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Runs Spring applications on an {@link Ipc} that starts nothing.
 */
public final class Applications {

	private Applications() {
	}

	/** Prepares an application. */
	public static SpringApplicationBuilder of(Ipc ipc, Class<?>... sources) {
		return new SpringApplicationBuilder(sources).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off")
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(Ipc.class, () -> ipc));
	}

}
