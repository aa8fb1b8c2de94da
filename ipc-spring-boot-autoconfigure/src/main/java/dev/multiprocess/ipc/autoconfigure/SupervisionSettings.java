package dev.multiprocess.ipc.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;

import dev.multiprocess.ipc.ProcessOutput;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.Program;
import dev.multiprocess.ipc.RestartPolicy;
import dev.multiprocess.ipc.Sandbox;
import dev.multiprocess.ipc.StartupCache;
import dev.multiprocess.ipc.TransportType;
import dev.multiprocess.ipc.autoconfigure.IpcProperties.Cache;
import dev.multiprocess.ipc.autoconfigure.IpcProperties.LivenessSettings;
import dev.multiprocess.ipc.autoconfigure.IpcProperties.Output;
import dev.multiprocess.ipc.autoconfigure.IpcProperties.ProcessSettings;
import dev.multiprocess.ipc.autoconfigure.IpcProperties.Restart;
import dev.multiprocess.ipc.autoconfigure.IpcProperties.RestartSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.util.unit.DataSize;

/**
 * Tells a builder what properties say about the means and the care that a process gets.
 */
final class SupervisionSettings {

	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private SupervisionSettings() {
	}

	/**
	 * Tells the builder.
	 * @param name the process' name
	 * @param settings what properties say
	 * @param builder the builder
	 */
	static void apply(String name, ProcessSettings settings, ProcessSpec.Builder builder) {
		PropertyMapper map = PropertyMapper.get();
		map.from(settings::instances).to(builder::instances);
		map.from(settings::standby).to(builder::standby);
		if (settings.command() == null) {
			map.from(settings::memory).as(DataSize::toBytes).to(builder::memory);
			builder.cache(cache(settings));
		}
		if (settings.sandbox() == Sandbox.BUBBLEWRAP && !(builder.build().program() instanceof Program.InProcess)) {
			requireSandboxable(name, settings);
			builder.sandbox(Sandbox.BUBBLEWRAP);
		}
		else if (settings.sandbox() != null) {
			// Also where the application has chosen another one.
			builder.sandbox(Sandbox.NONE);
		}
		builder.restart(restart(settings.restart()));
		LivenessSettings liveness = settings.liveness();
		builder.liveness(orElse(liveness.interval(), INTERVAL), orElse(liveness.timeout(), TIMEOUT));
		builder.output(output(name, settings));
	}

	private static void requireSandboxable(String name, ProcessSettings settings) {
		if (settings.debug().isOn() && settings.command() == null) {
			throw new IpcConfigurationException(
					"Process '%s' is to be debugged in a sandbox, which has no network to listen at.".formatted(name),
					"Set ipc.process.%1$s.debug.enabled=false, or, while you debug it, ipc.process.%1$s.sandbox=none."
						.formatted(name));
		}
		if (settings.transport() == TransportType.SHARED_MEMORY) {
			throw new IpcConfigurationException(
					"Process '%s' is to share memory from a sandbox, by which it could end this application."
						.formatted(name),
					"Set ipc.process.%s.transport=socket, or leave it away.".formatted(name));
		}
	}

	private static StartupCache cache(ProcessSettings settings) {
		if (settings.cache() != Cache.AUTO || settings.debug().isOn()) {
			return StartupCache.off();
		}
		return (settings.cacheDirectory() != null)
				? StartupCache.in(Path.of(settings.cacheDirectory()).toAbsolutePath()) : StartupCache.auto();
	}

	private static RestartPolicy restart(RestartSettings settings) {
		if (settings.policy() == Restart.NEVER) {
			return RestartPolicy.never();
		}
		RestartPolicy defaults = RestartPolicy.onFailure();
		return new RestartPolicy((settings.maxAttempts() != null) ? settings.maxAttempts() : defaults.maxAttempts(),
				orElse(settings.delay(), defaults.delay()), orElse(settings.maxDelay(), defaults.maxDelay()),
				orElse(settings.window(), defaults.window()));
	}

	private static Duration orElse(@Nullable Duration value, Duration other) {
		return (value != null) ? value : other;
	}

	private static ProcessOutput output(String name, ProcessSettings settings) {
		Output output = (settings.output() != null) ? settings.output() : Output.LOG;
		return switch (output) {
			case LOG -> ProcessOutput.log();
			case INHERIT -> ProcessOutput.inherit();
			case DISCARD -> ProcessOutput.discard();
			case FILE -> ProcessOutput.file(file(name, settings));
		};
	}

	private static Path file(String name, ProcessSettings settings) {
		if (settings.outputFile() == null) {
			throw new IpcConfigurationException(
					"The output of process '%s' goes to a file that is not named.".formatted(name),
					"Set ipc.process.%s.output-file.".formatted(name));
		}
		return Path.of(settings.outputFile());
	}

}
