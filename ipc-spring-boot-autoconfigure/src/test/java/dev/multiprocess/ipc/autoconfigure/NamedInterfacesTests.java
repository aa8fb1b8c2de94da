package dev.multiprocess.ipc.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.multiprocess.ipc.autoconfigure.IpcProperties.InterfaceSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What properties say of single interfaces.
 */
@DisplayName("The properties of an interface")
class NamedInterfacesTests {

	private static final String NAME = "com.example.Outer$PrinterInit";

	private final StandardEnvironment environment = new StandardEnvironment();

	private NamedInterfaces interfaces() {
		ConfigurationPropertySources.attach(this.environment);
		IpcProperties properties = Binder.get(this.environment).bindOrCreate("ipc", IpcProperties.class);
		return new NamedInterfaces(properties.interfaces(), this.environment);
	}

	private void set(String key, String value) {
		this.environment.getPropertySources().addFirst(new MapPropertySource(key, Map.of(key, value)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[" + NAME + "].call-timeout", "." + NAME + ".call-timeout", "." + NAME + ".callTimeout",
			"[" + NAME + "].callTimeout" })
	@DisplayName("S11: set its call timeout, with or without brackets, whether it has a bean or not")
	void callTimeout(String key) {
		set("ipc.interfaces" + key, "250ms");
		assertThat(interfaces().callTimeouts(List.of())).isEqualTo(Map.of(NAME, Duration.ofMillis(250)));
		assertThat(interfaces().of(NAME).process()).isNull();
	}

	@Test
	@DisplayName("S11: may each be written in its own way, count in seconds, and let the one in brackets win")
	void mixed() {
		set("ipc.interfaces." + NAME + ".process", "printer");
		set("ipc.interfaces[" + NAME + "].call-timeout", "5");
		set("ipc.interfaces." + NAME + ".call-timeout", "7");
		set("ipc.interfaces.short.call-timeout", "0");
		assertThat(interfaces().of(NAME)).isEqualTo(new InterfaceSettings("printer", Duration.ofSeconds(5)));
		assertThat(interfaces().callTimeouts(List.of("com.example.Other")))
			.isEqualTo(Map.of(NAME, Duration.ofSeconds(5), "short", Duration.ZERO));
	}

	@Test
	@DisplayName("S11: are read from environment variables if it has a bean")
	void environmentVariable() {
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					Map.of("IPC_INTERFACES_COM_EXAMPLE_PRINTERINIT_CALLTIMEOUT", "2s")));
		assertThat(interfaces().callTimeouts(List.of("com.example.PrinterInit")))
			.containsEntry("com.example.PrinterInit", Duration.ofSeconds(2));
	}

}
