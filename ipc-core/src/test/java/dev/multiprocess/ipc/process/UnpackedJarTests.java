package dev.multiprocess.ipc.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.Jars;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("An executable jar with jars inside")
class UnpackedJarTests {

	private static final String LAUNCH = "org.springframework.boot.loader.launch.";

	@TempDir
	private Path folder;

	private final Map<String, byte[]> contents = new LinkedHashMap<>(Map.of("BOOT-INF/lib/b one.jar", Jars.text("b"),
			"BOOT-INF/classes/a/A.class", Jars.text("a"), "META-INF/services/x", Jars.text("x"), "META-INF/KEY.SF",
			Jars.text("signed"), "org/springframework/boot/loader/L.class", Jars.text("l")));

	@Test
	@DisplayName("is laid out as files that run the same class, in the same order")
	void unpacked() throws Exception {
		this.contents.put("BOOT-INF/lib/a.jar", Jars.text("a"));
		UnpackedJar jar = UnpackedJar.of(program(ProcessSpec.jar(jar("JarLauncher"))), this.folder);
		assertThat(jar.isThere()).isFalse();
		unpack(jar);
		assertThat(jar.isThere()).isTrue();
		Path app = jar.program().classPath().get(0);
		assertThat(jar.program().mainClass()).isNull();
		assertThat(app).hasFileName("app.jar");
		assertThat(app.resolveSibling("lib/b one.jar")).hasContent("b");
		assertThat(app.resolveSibling("lib/a.jar")).hasContent("a");
		try (JarFile unpacked = new JarFile(app.toFile())) {
			assertThat(unpacked.stream().map(Object::toString)).containsExactlyInAnyOrder("META-INF/MANIFEST.MF", "a/",
					"a/A.class", "META-INF/", "META-INF/services/", "META-INF/services/x");
			assertThat(unpacked.getManifest().getMainAttributes().getValue("Main-Class")).isEqualTo("a.A");
			assertThat(unpacked.getManifest().getMainAttributes().getValue("Implementation-Version")).isEqualTo("7");
			assertThat(unpacked.getManifest().getMainAttributes().getValue("Class-Path"))
				.isEqualTo("lib/b%20one.jar lib/a.jar");
		}
	}

	@Test
	@DisplayName("runs another of its classes where a launcher would")
	void launcher() throws Exception {
		ProcessSpec.Builder spec = ProcessSpec.java(LAUNCH + "PropertiesLauncher").classPath(jar("JarLauncher"));
		UnpackedJar jar = UnpackedJar.of(program(spec.jvmArguments("-Dloader.main=a.Worker")), this.folder);
		assertThat(jar.program().mainClass()).isEqualTo("a.Worker");
		assertThat(UnpackedJar.of(program(spec.jvmArguments("-Dloader.main=a.Worker", "-Dloader.path=x")), this.folder))
			.isNull();
		assertThat(UnpackedJar.of(program(spec.jvmArguments()), this.folder)).isNull();
	}

	@Test
	@DisplayName("is left as it is if it is no such jar, or is launched in another way")
	void others() throws Exception {
		assertThat(UnpackedJar.of(program(ProcessSpec.jar(jar("PropertiesLauncher"))), this.folder)).isNull();
		Path plain = Jars.write(this.folder.resolve("plain.jar"), Map.of("Main-Class", "a.A"), Map.of());
		assertThat(UnpackedJar.of(program(ProcessSpec.jar(plain)), this.folder)).isNull();
	}

	@Test
	@DisplayName("is laid out anew where something was removed, or its original changed")
	void repaired() throws Exception {
		Path original = jar("JarLauncher");
		UnpackedJar jar = UnpackedJar.of(program(ProcessSpec.jar(original)), this.folder);
		unpack(jar);
		Path app = jar.program().classPath().get(0);
		Files.delete(app.resolveSibling("lib/b one.jar"));
		assertThat(jar.isThere()).isFalse();
		unpack(jar);
		assertThat(jar.isThere()).isTrue();
		Files.setLastModifiedTime(original, FileTime.fromMillis(1));
		assertThat(UnpackedJar.of(program(ProcessSpec.jar(original)), this.folder).isThere()).isFalse();
	}

	@Test
	@DisplayName("is not laid out if it says more about its class path than is understood")
	void loaderProperties() throws Exception {
		this.contents.put("BOOT-INF/classes/loader.properties", Jars.text("loader.path=x"));
		UnpackedJar jar = UnpackedJar.of(program(ProcessSpec.jar(jar("JarLauncher"))), this.folder);
		assertThatThrownBy(() -> unpack(jar)).hasMessageContaining("loader.properties");
		assertThat(jar.isThere()).isFalse();
	}

	@Test
	@DisplayName("goes when it was not used for long, unless a running program may read it")
	void pruned() throws Exception {
		UnpackedJar jar = UnpackedJar.of(program(ProcessSpec.jar(jar("JarLauncher"))), this.folder);
		unpack(jar);
		jar.hold();
		Path jars = jar.program().classPath().get(0).getParent();
		Path unused = Files.createDirectories(this.folder.resolve("0123456789abcdef0123456789abcdef.jars"));
		Files.setLastModifiedTime(jars, FileTime.fromMillis(1));
		Files.setLastModifiedTime(unused, FileTime.fromMillis(1));
		CachePruning.prune(this.folder, Set.of());
		assertThat(jars).exists();
		assertThat(unused).doesNotExist();
	}

	private void unpack(UnpackedJar jar) throws Exception {
		jar.unpack(Files.createTempDirectory(this.folder, "scratch"));
	}

	private JavaProgram program(ProcessSpec.Builder spec) {
		return JavaProgram.of(spec.build(), this.folder);
	}

	private Path jar(String launcher) throws Exception {
		return Jars.write(this.folder.resolve("app.jar"), Map.of("Main-Class", LAUNCH + launcher, "Start-Class", "a.A",
				"Spring-Boot-Lib", "BOOT-INF/lib/", "Implementation-Version", "7"), this.contents);
	}

}
