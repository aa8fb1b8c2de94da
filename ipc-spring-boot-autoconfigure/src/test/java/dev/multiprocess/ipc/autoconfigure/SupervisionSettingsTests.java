package dev.multiprocess.ipc.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.multiprocess.ipc.ProcessOutput;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.RestartPolicy;
import dev.multiprocess.ipc.Sandbox;
import dev.multiprocess.ipc.StartupCache;
import dev.multiprocess.ipc.Supervision;
import dev.multiprocess.ipc.TransportType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What properties make of the means and the care that a process gets.
 */
@DisplayName("The properties of a process' supervision")
class SupervisionSettingsTests {

	private static ProcessSpec spec(Map<String, String> values) {
		return spec(values, List.of());
	}

	private static ProcessSpec spec(Map<String, String> values, List<IpcProgramFactory> programs) {
		Map<String, String> all = new TreeMap<>(values);
		if (!values.containsKey("ipc.process.w.command")) {
			all.put("ipc.process.w.main-class", "Main");
		}
		IpcProperties properties = new Binder(new MapConfigurationPropertySource(all)).bindOrCreate("ipc",
				IpcProperties.class);
		return new ProcessSpecFactory(properties, new MockEnvironment(),
				new ProcessSpecFactory.Beans(programs, List.of(), false), null)
			.specs()
			.get(0);
	}

	@Test
	@DisplayName("say all there is to say, for one process or for all by default")
	void everyProperty() {
		for (String name : List.of("w", "default")) {
			Map<String, String> values = new TreeMap<>();
			Map.ofEntries(Map.entry("instances", "3"), Map.entry("standby", "2"), Map.entry("restart.delay", "5"),
					Map.entry("restart.max-delay", "6s"), Map.entry("restart.max-attempts", "7"),
					Map.entry("restart.window", "8m"), Map.entry("liveness.interval", "9"),
					Map.entry("liveness.timeout", "10s"), Map.entry("output", "file"),
					Map.entry("output-file", "logs/w.log"), Map.entry("memory", "64MB"), Map.entry("cache", "auto"),
					Map.entry("cache-directory", "archives"), Map.entry("sandbox", "bubblewrap"))
				.forEach((key, value) -> values.put("ipc.process." + name + "." + key, value));
			ProcessSpec spec = spec(values);
			RestartPolicy policy = new RestartPolicy(7, Duration.ofSeconds(5), Duration.ofSeconds(6),
					Duration.ofMinutes(8));
			assertThat(spec.supervision())
				.isEqualTo(new Supervision(policy, 3, 2, Duration.ofSeconds(9), Duration.ofSeconds(10)));
			assertThat(spec.output()).isEqualTo(ProcessOutput.file(Path.of("logs/w.log")));
			assertThat(spec.memory()).isEqualTo(64 * 1024 * 1024);
			assertThat(spec.sandbox()).isEqualTo(Sandbox.BUBBLEWRAP);
			assertThat(spec.cache()).isEqualTo(StartupCache.in(Path.of("archives").toAbsolutePath()));
		}
	}

	@Test
	@DisplayName("S35: restart what failed unless told otherwise")
	void defaults() {
		ProcessSpec spec = spec(Map.of());
		assertThat(spec.supervision()).isEqualTo(
				new Supervision(RestartPolicy.onFailure(), 1, 0, Duration.ofSeconds(10), Duration.ofSeconds(30)));
		assertThat(spec.output()).isEqualTo(ProcessOutput.log());
		assertThat(spec.memory()).isZero();
		assertThat(spec.cache()).isEqualTo(StartupCache.off());
		assertThat(spec.sandbox()).isEqualTo(Sandbox.NONE);
		assertThat(spec(Map.of("ipc.process.w.restart.policy", "never")).supervision().restart().isNever()).isTrue();
	}

	@Test
	@DisplayName("win over those of 'default', one by one")
	void fallback() {
		Map<String, String> values = new TreeMap<>(Map.of("ipc.process.default.restart.policy", "never",
				"ipc.process.default.restart.delay", "2s", "ipc.process.default.restart.window", "3s",
				"ipc.process.w.restart.policy", "on-failure", "ipc.process.w.restart.delay", "4s",
				"ipc.process.default.liveness.timeout", "0", "ipc.process.w.liveness.interval", "1s"));
		values.putAll(Map.of("ipc.process.default.output", "inherit", "ipc.process.w.output", "discard"));
		ProcessSpec spec = spec(values);
		assertThat(spec.supervision().restart())
			.isEqualTo(RestartPolicy.onFailure().delay(Duration.ofSeconds(4)).window(Duration.ofSeconds(3)));
		assertThat(spec.supervision().livenessInterval()).isEqualTo(Duration.ofSeconds(1));
		assertThat(spec.supervision().livenessTimeout()).isZero();
		assertThat(spec.output()).isEqualTo(ProcessOutput.discard());
		values.remove("ipc.process.w.output");
		assertThat(spec(values).output()).isEqualTo(ProcessOutput.inherit());
	}

	@Test
	@DisplayName("name the file that output goes to")
	void fileWithoutName() {
		assertThatExceptionOfType(IpcConfigurationException.class)
			.isThrownBy(() -> spec(Map.of("ipc.process.w.output", "file")))
			.withMessageContaining("'w'")
			.satisfies((ex) -> assertThat(ex.action()).isEqualTo("Set ipc.process.w.output-file."));
	}

	@Test
	@DisplayName("keep what is loaded at a start if told to, but not for a debugger")
	void cache() {
		assertThat(spec(Map.of("ipc.process.w.cache", "auto")).cache()).isEqualTo(StartupCache.auto());
		assertThat(spec(Map.of("ipc.process.w.cache-directory", "x")).cache()).isEqualTo(StartupCache.off());
		assertThat(spec(Map.of("ipc.process.w.cache", "off", "ipc.process.default.cache", "auto")).cache())
			.isEqualTo(StartupCache.off());
		assertThat(spec(Map.of("ipc.process.w.cache", "auto", "ipc.process.w.debug.enabled", "true")).cache())
			.isEqualTo(StartupCache.off());
		assertThat(spec(Map.of("ipc.process.w.command", "worker", "ipc.process.default.cache", "auto")).cache())
			.isEqualTo(StartupCache.off());
	}

	@Test
	@DisplayName("refuse a sandbox with what it cannot have, naming the properties")
	void sandbox() {
		Map<String, String> sandboxed = Map.of("ipc.process.w.sandbox", "bubblewrap");
		assertThat(spec(sandboxed).transport()).isEqualTo(TransportType.SOCKET);
		Map<String, String> debugged = new TreeMap<>(sandboxed);
		debugged.put("ipc.process.w.debug.enabled", "true");
		assertThatExceptionOfType(IpcConfigurationException.class).isThrownBy(() -> spec(debugged))
			.withMessageContaining("'w' is to be debugged in a sandbox")
			.satisfies((ex) -> assertThat(ex.action()).contains("ipc.process.w.debug.enabled=false",
					"ipc.process.w.sandbox=none"));
		Map<String, String> shared = new TreeMap<>(sandboxed);
		shared.put("ipc.process.default.transport", "shared-memory");
		assertThatExceptionOfType(IpcConfigurationException.class).isThrownBy(() -> spec(shared))
			.satisfies((ex) -> assertThat(ex.action()).contains("ipc.process.w.transport=socket"));
	}

	@Test
	@DisplayName("take a sandbox off that the application has chosen, if they say so")
	void withoutSandbox() {
		List<IpcProgramFactory> programs = List
			.of((name, mainClass, properties, arguments) -> ProcessSpec.java("Main").sandbox(Sandbox.BUBBLEWRAP));
		assertThat(spec(Map.of(), programs).sandbox()).isEqualTo(Sandbox.BUBBLEWRAP);
		assertThat(spec(Map.of("ipc.process.w.sandbox", "none"), programs).sandbox()).isEqualTo(Sandbox.NONE);
	}

	@Test
	@DisplayName("limit the heap of Java programs only")
	void memoryOfCommand() {
		assertThat(spec(Map.of("ipc.process.w.command", "worker", "ipc.process.default.memory", "64MB")).memory())
			.isZero();
	}

}
