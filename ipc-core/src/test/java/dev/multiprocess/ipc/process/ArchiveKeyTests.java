package dev.multiprocess.ipc.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.Jars;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The key of an archive")
class ArchiveKeyTests {

	@TempDir
	private Path folder;

	private Path jar;

	private Path other;

	@BeforeEach
	void writeJars() throws Exception {
		this.other = Jars.write(this.folder.resolve("other one.jar"), Map.of(), Map.of("a", Jars.text("a")));
		this.jar = Jars.write(this.folder.resolve("main.jar"), Map.of("Class-Path", "other%20one.jar missing.jar"),
				Map.of());
	}

	@Test
	@DisplayName("is the same for the same start")
	void same() throws Exception {
		assertThat(key(spec())).isEqualTo(key(spec())).matches("[0-9a-f]{32}");
		assertThat(key(spec().arguments("other", "-javaagent:x"))).isEqualTo(key(spec()));
	}

	@Test
	@DisplayName("differs by main class, options, order and Java")
	void start() throws Exception {
		String key = key(spec());
		assertThat(List.of(key(ProcessSpec.java("a.Other").classPath(this.jar)), key(spec().jvmArguments("-Xmx64m")),
				key(spec().memory(64 << 20)), key(spec().classPath(this.jar, this.other)),
				key(spec().classPath(this.other, this.jar)), key(ProcessSpec.jar(this.jar)),
				key(spec(), new JavaRelease(17, "another"), Map.of())))
			.doesNotHaveDuplicates()
			.doesNotContain(key);
		assertThat(key(spec(), new JavaRelease(17, "x"), Map.of("JDK_JAVA_OPTIONS", "-Xmx8m"))).isNotEqualTo(key);
	}

	@Test
	@DisplayName("differs when a jar becomes newer or larger, also one that only a manifest names")
	void files() throws Exception {
		String key = key(spec());
		Files.setLastModifiedTime(this.other, FileTime.fromMillis(1));
		String older = key(spec());
		Files.setLastModifiedTime(this.jar, FileTime.fromMillis(1));
		String both = key(spec());
		Files.write(this.folder.resolve("missing.jar"), new byte[0]);
		String found = key(spec());
		Files.write(this.other, new byte[3]);
		Files.setLastModifiedTime(this.other, FileTime.fromMillis(1));
		assertThat(List.of(key, older, both, found, key(spec()))).doesNotHaveDuplicates();
	}

	@Test
	@DisplayName("differs when a jar is replaced by one of the same size and time, as builds and images make them")
	void sameSizeAndTime() throws Exception {
		FileTime time = Files.getLastModifiedTime(this.jar);
		String key = key(spec());
		Path next = Files.copy(this.jar, this.folder.resolve("next"));
		Files.setLastModifiedTime(next, time);
		Files.move(next, this.jar, StandardCopyOption.REPLACE_EXISTING);
		assertThat(Files.getLastModifiedTime(this.jar)).isEqualTo(time);
		assertThat(key(spec())).isNotEqualTo(key);
	}

	@Test
	@DisplayName("differs when a jar becomes newer that stands beside one that is no file")
	void noFile() throws Exception {
		Jars.write(this.jar, Map.of("Class-Path", "http://nowhere/x.jar %zz other%20one.jar"), Map.of());
		String key = key(spec());
		Files.setLastModifiedTime(this.other, FileTime.fromMillis(1));
		assertThat(key(spec())).isNotEqualTo(key);
	}

	@Test
	@DisplayName("is refused to a class path with folders, also to one that only a manifest names")
	void folders() throws Exception {
		assertThatThrownBy(() -> key(spec().classPath(this.jar, this.folder)))
			.isInstanceOf(UnfitForArchiveException.class)
			.hasMessageContaining("folder, " + this.folder);
		assertThatThrownBy(() -> key(spec().classPath(this.folder.resolve("*"))))
			.isInstanceOf(UnfitForArchiveException.class);
		Files.createDirectory(this.folder.resolve("missing.jar"));
		assertThatThrownBy(() -> key(spec())).isInstanceOf(UnfitForArchiveException.class)
			.hasMessageContaining("missing.jar");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-javaagent:a.jar", "-agentlib:jdwp=x", "-Xshare:off", "-XX:SharedArchiveFile=x",
			"-XX:ArchiveClassesAtExit=x", "-XX:AOTCache=x", "-XX:AOTCacheOutput=x", "@file", "--patch-module=a=b" })
	@DisplayName("is refused to those who use archives or change classes by themselves")
	void options(String option) {
		assertThatThrownBy(() -> key(spec().jvmArguments("-Xmx64m", option)))
			.isInstanceOf(UnfitForArchiveException.class)
			.hasMessageContaining(option);
		assertThatThrownBy(
				() -> key(spec(), new JavaRelease(17, "x"), Map.of("JAVA_TOOL_OPTIONS", "-Xmx8m '" + option + "'")))
			.isInstanceOf(UnfitForArchiveException.class);
	}

	private ProcessSpec.Builder spec() {
		return ProcessSpec.java("a.Main").classPath(this.jar);
	}

	private String key(ProcessSpec.Builder spec) throws UnfitForArchiveException {
		return key(spec, new JavaRelease(17, "x"), Map.of("PATH", "-javaagent:x"));
	}

	private String key(ProcessSpec.Builder spec, JavaRelease release, Map<String, String> environment)
			throws UnfitForArchiveException {
		return ArchiveKey.of(JavaProgram.of(spec.build(), this.folder), release, environment);
	}

}
