package dev.multiprocess.ipc.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.autoconfigure.IpcProperties.ProcessSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Turns the properties of a process into what is run.
 */
final class ProcessSpecFactory {

	private static final String JSON = "SPRING_APPLICATION_JSON";

	private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

	private final IpcProperties properties;

	private final Environment environment;

	private final Beans beans;

	private final @Nullable Path fatJar;

	/**
	 * Creates the factory.
	 * @param properties what is configured
	 * @param environment tells the active profiles
	 * @param beans what beans have to say
	 * @param fatJar the executable jar that this program was started from, if it was
	 */
	ProcessSpecFactory(IpcProperties properties, Environment environment, Beans beans, @Nullable Path fatJar) {
		this.properties = properties;
		this.environment = environment;
		this.beans = beans;
		this.fatJar = fatJar;
	}

	/**
	 * What beans and their class path have to say of processes.
	 *
	 * @param programs say what is run instead of what properties do
	 * @param customizers have the last word
	 * @param devTools whether Spring Boot's DevTools are on the class path
	 */
	record Beans(List<IpcProgramFactory> programs, List<IpcProcessCustomizer> customizers, boolean devTools) {

		static Beans of(ConfigurableListableBeanFactory beanFactory) {
			return new Beans(beanFactory.getBeanProvider(IpcProgramFactory.class).orderedStream().toList(),
					beanFactory.getBeanProvider(IpcProcessCustomizer.class).orderedStream().toList(),
					ClassUtils.isPresent("org.springframework.boot.devtools.restart.Restarter",
							beanFactory.getBeanClassLoader()));
		}

	}

	/** Returns one for each process configured. */
	List<ProcessSpec> specs() {
		return this.properties.processNames().stream().map(this::spec).toList();
	}

	private ProcessSpec spec(String name) {
		ProcessSettings settings = this.properties.settingsOf(name);
		List<String> jvmArguments = new ArrayList<>();
		ProcessSpec.Builder builder = program(name, settings, jvmArguments).name(name);
		if (settings.jvmArguments() != null) {
			jvmArguments.addAll(settings.jvmArguments());
		}
		boolean debugged = settings.debug().isOn() && settings.command() == null;
		if (debugged) {
			jvmArguments.add(settings.debug().agent());
		}
		builder.jvmArguments(strings(jvmArguments));
		settings.properties().forEach((key, value) -> requireReadable(name, key, value));
		builder.environment(JSON, FlatJson.write(springProperties(settings)));
		settings.environment().forEach(builder::environment);
		PropertyMapper map = PropertyMapper.get();
		map.from(settings::javaHome).as(Path::of).to(builder::javaHome);
		map.from(settings::arguments).as(ProcessSpecFactory::strings).to(builder::arguments);
		map.from(settings::inheritEnvironment).as(ProcessSpecFactory::strings).to(builder::inheritEnvironment);
		map.from(settings::workingDirectory).as(Path::of).to(builder::workingDirectory);
		map.from(settings::startupTimeout).to(builder::startupTimeout);
		map.from(settings::callTimeout).to(builder::callTimeout);
		map.from(settings::maxConcurrentCalls).to(builder::maxConcurrentCalls);
		map.from(settings::shutdownGracePeriod).to(builder::shutdownGracePeriod);
		map.from(settings::transport).to(builder::transport);
		SupervisionSettings.apply(name, settings, builder);
		if (debugged) {
			builder.withoutTimeouts();
		}
		this.beans.customizers().forEach((customizer) -> customizer.customize(name, builder));
		return builder.build();
	}

	private ProcessSpec.Builder program(String name, ProcessSettings settings, List<String> jvmArguments) {
		for (IpcProgramFactory programs : this.beans.programs()) {
			ProcessSpec.Builder builder = programs.create(name, settings.mainClass(), springProperties(settings),
					(settings.arguments() != null) ? settings.arguments() : List.of());
			if (builder != null) {
				return builder;
			}
		}
		return configured(name, settings, jvmArguments);
	}

	private ProcessSpec.Builder configured(String name, ProcessSettings settings, List<String> jvmArguments) {
		String prefix = "ipc.process." + name;
		MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn((entries) -> {
			entries.put(prefix + ".main-class", settings.mainClass());
			entries.put(prefix + ".jar", settings.jar());
			entries.put(prefix + ".command", settings.command());
		});
		if (settings.jar() != null) {
			return ProcessSpec.jar(Path.of(settings.jar()));
		}
		if (settings.command() != null) {
			return ProcessSpec.command(strings(settings.command()));
		}
		if (settings.mainClass() == null) {
			throw new IpcConfigurationException("Process '%s' is configured without a program to run.".formatted(name),
					"Set one of %1$s.main-class, %1$s.jar or %1$s.command.".formatted(prefix));
		}
		List<String> classPath = settings.classPath();
		if (classPath != null) {
			return ProcessSpec.java(settings.mainClass())
				.classPath(classPath.stream().map((entry) -> Path.of(entry).toAbsolutePath()).toArray(Path[]::new));
		}
		if (this.beans.devTools()) {
			// Its restarts happen before properties are read; it is the parent that
			// starts its workers anew.
			jvmArguments.add("-Dspring.devtools.restart.enabled=false");
		}
		if (this.fatJar != null) {
			// Classes nested in an executable jar are found by Boot's launcher only.
			jvmArguments.add("-Dloader.main=" + settings.mainClass());
			return ProcessSpec.java(LAUNCHER).classPath(this.fatJar);
		}
		return ProcessSpec.java(settings.mainClass());
	}

	private static void requireReadable(String process, String key, String value) {
		if (!FlatJson.isReadable(key, value)) {
			throw new IpcConfigurationException(
					"The value of ipc.process.%s.properties.%s cannot be sent as JSON: without a JSON library, Spring Boot misreads line breaks, other control characters, and in braces or brackets whatever is quoted, escaped or left open."
						.formatted(process, key),
					"Set %2$s in a configuration file of the worker, or send it with ipc.process.%1$s.environment or ipc.process.%1$s.arguments."
						.formatted(process, key));
		}
	}

	private Map<String, String> springProperties(ProcessSettings settings) {
		Map<String, String> values = new LinkedHashMap<>();
		values.put("spring.main.web-application-type", "none");
		values.put("spring.main.banner-mode", "off");
		values.put("spring.devtools.restart.enabled", "false");
		String profiles = StringUtils.arrayToCommaDelimitedString(this.environment.getActiveProfiles());
		if (!profiles.isEmpty()) {
			values.put("spring.profiles.active", profiles);
		}
		values.putAll(settings.properties());
		return values;
	}

	private static String[] strings(List<String> values) {
		return values.toArray(String[]::new);
	}

}
