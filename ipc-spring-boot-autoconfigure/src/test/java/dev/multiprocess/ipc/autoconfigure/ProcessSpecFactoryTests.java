package dev.multiprocess.ipc.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.Program;
import dev.multiprocess.ipc.TransportType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.asm.ClassWriter;
import org.springframework.asm.Opcodes;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What properties make of a process.
 */
@DisplayName("The properties of a process")
class ProcessSpecFactoryTests {

	private final MockEnvironment environment = new MockEnvironment();

	private final List<IpcProcessCustomizer> customizers = new ArrayList<>();

	private @Nullable Path fatJar;

	private boolean devTools;

	@Test
	@DisplayName("say all there is to say")
	void everyProperty() {
		ProcessSpec spec = spec(Map.ofEntries(Map.entry("ipc.process.w.main-class", "com.example.Worker"),
				Map.entry("ipc.process.w.class-path", "a.jar,b"), Map.entry("ipc.process.w.java-home", "/java"),
				Map.entry("ipc.process.w.jvm-arguments[0]", "-Xmx64m -Dnot.split=1"),
				Map.entry("ipc.process.w.arguments", "x,y"), Map.entry("ipc.process.w.environment.KEY_A", "value"),
				Map.entry("ipc.process.w.inherit-environment", "PATH,LC_*"),
				Map.entry("ipc.process.w.working-directory", "/tmp"), Map.entry("ipc.process.w.startup-timeout", "7"),
				Map.entry("ipc.process.w.call-timeout", "250ms"), Map.entry("ipc.process.w.max-concurrent-calls", "3"),
				Map.entry("ipc.process.w.shutdown-grace-period", "2s"),
				Map.entry("ipc.process.w.transport", "socket")));
		assertThat(spec.name()).isEqualTo("w");
		assertThat(spec.program()).isEqualTo(new Program.Main("com.example.Worker"));
		assertThat(spec.classPath()).containsExactly(Path.of("a.jar").toAbsolutePath(), Path.of("b").toAbsolutePath());
		assertThat(spec.javaHome()).isEqualTo(Path.of("/java"));
		assertThat(spec.jvmArguments()).containsExactly("-Xmx64m -Dnot.split=1");
		assertThat(spec.arguments()).containsExactly("x", "y");
		assertThat(spec.environment()).containsEntry("KEY_A", "value");
		assertThat(spec.inheritedEnvironment()).containsExactly("PATH", "LC_*");
		assertThat(spec.workingDirectory()).isEqualTo(Path.of("/tmp"));
		assertThat(spec.startupTimeout()).isEqualTo(Duration.ofSeconds(7));
		assertThat(spec.callTimeout()).isEqualTo(Duration.ofMillis(250));
		assertThat(spec.maxConcurrentCalls()).isEqualTo(3);
		assertThat(spec.shutdownGracePeriod()).isEqualTo(Duration.ofSeconds(2));
		assertThat(spec.transport()).isEqualTo(TransportType.SOCKET);
	}

	@Test
	@DisplayName("switch DevTools off in workers that would inherit them")
	void devTools(@TempDir Path classes) throws Exception {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		assertThat(ProcessSpecFactory.Beans.of(beans).devTools()).isFalse();
		String restarter = "org/springframework/boot/devtools/restart/Restarter";
		ClassWriter writer = new ClassWriter(0);
		writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, restarter, null, "java/lang/Object", null);
		Path folder = classes.resolve(restarter).getParent();
		Files.write(Files.createDirectories(folder).resolve("Restarter.class"), writer.toByteArray());
		try (URLClassLoader loader = new URLClassLoader(new URL[] { classes.toUri().toURL() })) {
			beans.setBeanClassLoader(loader);
			this.devTools = ProcessSpecFactory.Beans.of(beans).devTools();
		}
		assertThat(spec(Map.of("ipc.process.w.main-class", "W")).jvmArguments())
			.containsExactly("-Dspring.devtools.restart.enabled=false");
		assertThat(spec(Map.of("ipc.process.w.main-class", "W", "ipc.process.w.class-path", "a.jar")).jvmArguments())
			.isEmpty();
		assertThat(spec(Map.of("ipc.process.w.jar", "w.jar")).jvmArguments()).isEmpty();
	}

	@Test
	@DisplayName("let a debugger in, at the debugger's pace")
	void debug() {
		ProcessSpec spec = spec(Map.of("ipc.process.w.main-class", "W", "ipc.process.default.debug.enabled", "true",
				"ipc.process.w.call-timeout", "1s"));
		assertThat(spec.jvmArguments())
			.containsExactly("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
		assertThat(spec.withoutTimeouts()).isTrue();
		assertThat(spec.callTimeout()).isZero();
		spec = spec(Map.of("ipc.process.w.main-class", "W", "ipc.process.w.debug.enabled", "true",
				"ipc.process.w.debug.suspend", "true", "ipc.process.w.debug.address", "*:5005"));
		assertThat(spec.jvmArguments())
			.containsExactly("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=*:5005");
		assertThat(spec(Map.of("ipc.process.w.main-class", "W", "ipc.process.w.debug.suspend", "true")).jvmArguments())
			.isEmpty();
		assertThat(spec(Map.of("ipc.process.w.command", "w", "ipc.process.w.debug.enabled", "true")).withoutTimeouts())
			.isFalse();
	}

	@Test
	@DisplayName("leave the core's defaults where they are silent")
	void silenceMeansDefaults() {
		ProcessSpec spec = spec(Map.of("ipc.process.w.jar", "worker.jar"));
		ProcessSpec plain = ProcessSpec.jar(Path.of("worker.jar")).build();
		assertThat(spec.program()).isEqualTo(plain.program());
		assertThat(spec.startupTimeout()).isEqualTo(plain.startupTimeout());
		assertThat(spec.inheritedEnvironment()).isEqualTo(plain.inheritedEnvironment());
		assertThat(spec.callTimeout()).isNull();
		assertThat(spec(Map.of("ipc.process.w.command", "a,b")).program())
			.isEqualTo(new Program.Command(List.of("a", "b")));
	}

	@Test
	@DisplayName("are taken one by one from 'default', which is no process")
	void defaultIsFallback() {
		ProcessSpec spec = spec(Map.of("ipc.process.default.main-class", "Shared", "ipc.process.default.call-timeout",
				"1s", "ipc.process.default.startup-timeout", "2s", "ipc.process.default.environment.A", "1",
				"ipc.process.default.environment.B", "1", "ipc.process.w.startup-timeout", "3s",
				"ipc.process.w.environment.B", "2"));
		assertThat(spec.program()).isEqualTo(new Program.Main("Shared"));
		assertThat(spec.callTimeout()).isEqualTo(Duration.ofSeconds(1));
		assertThat(spec.startupTimeout()).isEqualTo(Duration.ofSeconds(3));
		assertThat(spec.environment()).containsEntry("A", "1").containsEntry("B", "2");
		assertThat(spec(Map.of("ipc.process.default.main-class", "Shared", "ipc.process.w.jar", "own.jar")).program())
			.isEqualTo(new Program.Jar(Path.of("own.jar")));
	}

	@Test
	@DisplayName("name exactly one program")
	void exactlyOneProgram() {
		assertThatExceptionOfType(MutuallyExclusiveConfigurationPropertiesException.class)
			.isThrownBy(() -> spec(Map.of("ipc.process.w.main-class", "A", "ipc.process.w.jar", "a.jar")))
			.withMessageContainingAll("ipc.process.w.main-class", "ipc.process.w.jar", "ipc.process.w.command");
		assertThatExceptionOfType(IpcConfigurationException.class)
			.isThrownBy(() -> spec(Map.of("ipc.process.w.call-timeout", "1s")))
			.withMessage("Process 'w' is configured without a program to run.")
			.satisfies((ex) -> assertThat(ex.action())
				.isEqualTo("Set one of ipc.process.w.main-class, ipc.process.w.jar or ipc.process.w.command."));
	}

	@Test
	@DisplayName("send Spring properties as JSON: presets, active profiles, then the user's")
	void springProperties() {
		this.environment.setActiveProfiles("one", "two");
		assertThat(json(spec(Map.of("ipc.process.w.main-class", "A")))).containsOnly(
				Map.entry("spring.main.web-application-type", "none"), Map.entry("spring.main.banner-mode", "off"),
				Map.entry("spring.devtools.restart.enabled", "false"), Map.entry("spring.profiles.active", "one,two"));
		assertThat(json(spec(Map.of("ipc.process.w.main-class", "A", "ipc.process.w.properties.spring.profiles.active",
				"own", "ipc.process.w.properties.a.b", "say \"hi\" \\ to c:d, {e}"))))
			.containsEntry("spring.profiles.active", "own")
			.containsEntry("a.b", "say \"hi\" \\ to c:d, {e}");
	}

	@Test
	@DisplayName("refuse a Spring property that a worker without a JSON library would misread")
	void unreadableSpringProperties() {
		for (String value : List.of("two\nlines", "{", "a[b", "[\\w]", "{\"a\": 1}")) {
			assertThatExceptionOfType(IpcConfigurationException.class).as(value)
				.isThrownBy(() -> spec(Map.of("ipc.process.w.main-class", "A", "ipc.process.w.properties.a.b", value)))
				.withMessageContaining("ipc.process.w.properties.a.b");
		}
	}

	@Test
	@DisplayName("name a class nested in the parent's own executable jar")
	void fatJar(@TempDir Path folder) throws IOException {
		this.fatJar = FatJar.of(jar(folder, "org.springframework.boot.loader.launch.JarLauncher").toString());
		assertThat(this.fatJar).isNotNull();
		ProcessSpec spec = spec(
				Map.of("ipc.process.w.main-class", "com.example.Worker", "ipc.process.w.jvm-arguments", "-Xmx64m"));
		assertThat(spec.program())
			.isEqualTo(new Program.Main("org.springframework.boot.loader.launch.PropertiesLauncher"));
		assertThat(spec.classPath()).containsExactly(this.fatJar);
		assertThat(spec.jvmArguments()).containsExactly("-Dloader.main=com.example.Worker", "-Xmx64m");
	}

	@Test
	@DisplayName("use the class path as it is when it is no executable jar alone")
	void noFatJar(@TempDir Path folder) throws IOException {
		assertThat(FatJar.of(jar(folder, "com.example.Main").toString())).isNull();
		assertThat(FatJar.of(folder.toString())).isNull();
		assertThat(FatJar.of("")).isNull();
		assertThat(FatJar.of("a.jar" + File.pathSeparator + "b.jar")).isNull();
		Path text = Files.writeString(folder.resolve("text.jar"), "text");
		assertThat(FatJar.of(text.toString())).isNull();
		assertThat(spec(Map.of("ipc.process.w.main-class", "A")).classPath()).isEmpty();
	}

	@Test
	@DisplayName("give way to customizers, in their order")
	void customizersHaveTheLastWord() {
		this.customizers.add((name, builder) -> builder.arguments(name, "first"));
		this.customizers.add((name, builder) -> builder.arguments(name, "second"));
		assertThat(spec(Map.of("ipc.process.w.main-class", "A", "ipc.process.w.arguments", "x")).arguments())
			.containsExactly("w", "second");
	}

	private static Path jar(Path folder, String mainClass) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
		Path file = folder.resolve("app.jar");
		try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out, manifest)) {
			jar.finish();
		}
		return file;
	}

	private static Map<String, Object> json(ProcessSpec spec) {
		return JsonParserFactory.getJsonParser().parseMap(spec.environment().get("SPRING_APPLICATION_JSON"));
	}

	private ProcessSpec spec(Map<String, String> values) {
		IpcProperties properties = new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("ipc",
				IpcProperties.class);
		List<ProcessSpec> specs = new ProcessSpecFactory(properties, this.environment,
				new ProcessSpecFactory.Beans(List.of(), this.customizers, this.devTools), this.fatJar)
			.specs();
		assertThat(specs).hasSize(1);
		return specs.get(0);
	}

}
