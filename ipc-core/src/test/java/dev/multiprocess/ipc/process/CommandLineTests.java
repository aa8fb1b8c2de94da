package dev.multiprocess.ipc.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A command line")
class CommandLineTests {

	private final SpawnArguments arguments = SpawnArguments.create("unix:/run/x/s");

	@TempDir
	private Path folder;

	@Test
	@DisplayName("runs a class with this program's Java and class path by default")
	void classOfThisProgram() {
		List<String> command = of(ProcessSpec.java("a.Main").arguments("one", "@two"));
		assertThat(command.get(0)).isEqualTo(System.getProperty("java.home") + "/bin/java");
		assertThat(command.get(command.indexOf("-cp") + 1).split(File.pathSeparator))
			.allSatisfy((entry) -> assertThat(Path.of(entry)).isAbsolute())
			.contains(Path.of("target/classes").toAbsolutePath().toString());
		assertThat(command).endsWith("a.Main", "one", "@two", "-ipc", "unix:/run/x/s");
	}

	@Test
	@DisplayName("lets the arguments of the user override the defaults")
	void userArgumentsComeLast() {
		List<String> command = of(ProcessSpec.java("a.Main").jvmArguments("-XX:-ExitOnOutOfMemoryError", "-Xmx64m"));
		assertThat(command).containsSubsequence("-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", "-cp",
				"-XX:-ExitOnOutOfMemoryError", "-Xmx64m", "a.Main");
	}

	@Test
	@DisplayName("limits the heap, unless the user's arguments do")
	void memory() {
		assertThat(of(ProcessSpec.java("a.Main").memory(64 << 20).jvmArguments("-Xmx1g")))
			.containsSubsequence("-Xmx67108864", "-Xmx1g", "a.Main");
		assertThatThrownBy(() -> ProcessSpec.java("a.Main").memory(1)).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("1 bytes");
		assertThatThrownBy(() -> ProcessSpec.command("worker").memory(64 << 20))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("a Java one");
	}

	@Test
	@DisplayName("takes the serial collector for a small heap, unless the user may have chosen one")
	void collector() {
		String serial = "-XX:+UseSerialGC";
		assertThat(of(ProcessSpec.java("a.Main").memory(256 << 20))).contains(serial);
		assertThat(of(ProcessSpec.java("a.Main").jvmArguments("-Xmx64m"))).containsOnlyOnce(serial);
		assertThat(of(ProcessSpec.java("a.Main").jvmArguments("-XX:MaxHeapSize=65536K"))).contains(serial);
		assertThat(of(ProcessSpec.java("a.Main"))).doesNotContain(serial);
		assertThat(of(ProcessSpec.java("a.Main").memory((256 << 20) + 1))).doesNotContain(serial);
		assertThat(of(ProcessSpec.java("a.Main").memory(64 << 20).jvmArguments("-Xmx1g"))).doesNotContain(serial);
		for (String choice : List.of("-XX:+UseG1GC", "-XX:-UseSerialGC", "@options", "-XX:Flags=f")) {
			assertThat(of(ProcessSpec.java("a.Main").memory(64 << 20).jvmArguments(choice))).doesNotContain(serial);
		}
		assertThat(of(ProcessSpec.java("a.Main").memory(64 << 20).environment("JDK_JAVA_OPTIONS", "-XX:+UseZGC")))
			.doesNotContain(serial);
		assertThat(of(ProcessSpec.java("a.Main").memory(64 << 20).inheritEnvironment("_JAVA_OPTIONS")))
			.doesNotContain(serial);
	}

	@Test
	@DisplayName("resolves class path entries and jar against the working directory of the process")
	void relativePaths() throws Exception {
		Path jar = Files.createFile(this.folder.resolve("w.jar"));
		assertThat(of(
				ProcessSpec.java("a.Main").classPath(Path.of("lib"), Path.of("/x.jar")).workingDirectory(this.folder)))
			.containsSubsequence("-cp", this.folder.resolve("lib") + File.pathSeparator + "/x.jar");
		assertThat(of(ProcessSpec.jar(Path.of("w.jar")).jvmArguments("-ea").workingDirectory(this.folder)))
			.endsWith("-ea", "-jar", jar.toString(), "-ipc", "unix:/run/x/s");
	}

	@Test
	@DisplayName("moves a class path that is too long for an argument into a file")
	void longClassPath() throws Exception {
		Path[] entries = IntStream.range(0, 4000).mapToObj((i) -> Path.of("/some folder/a" + i)).toArray(Path[]::new);
		List<String> command = of(ProcessSpec.java("a.Main").classPath(entries));
		Path file = this.folder.resolve("classpath");
		assertThat(command).contains("@" + file).doesNotContain("-cp");
		assertThat(file).content().startsWith("-cp \"/some folder/a0:").endsWith("a3999\"\n");
	}

	@Test
	@DisplayName("takes a command as it is, without arguments for a JVM, and looks it up in PATH")
	void command() throws Exception {
		Path program = program(this.folder.resolve("prog"));
		assertThat(of(ProcessSpec.command("prog", "-x").environment("PATH", "/none:" + this.folder)))
			.containsExactly(program.toString(), "-x", "-ipc", "unix:/run/x/s");
		assertThat(of(ProcessSpec.command("./prog").workingDirectory(this.folder)).get(0))
			.isEqualTo(this.folder + "/./prog");
	}

	@Test
	@DisplayName("S26: names the program that is not found")
	void programNotFound() throws Exception {
		assertFails(ProcessSpec.command("no-such-program").environment("PATH", "/a:/b"), "'no-such-program'", "/a:/b");
		assertFails(ProcessSpec.command("/no/such"), "/no/such does not exist");
		assertFails(ProcessSpec.java("a.Main").javaHome(Path.of("/no/java")), "/no/java/bin/java does not exist");
		Path plain = Files.createFile(this.folder.resolve("plain"));
		assertFails(ProcessSpec.command(plain.toString()), plain + " is not an executable file");
		assertFails(ProcessSpec.command(this.folder.toString()), this.folder + " is not an executable file");
		assertFails(ProcessSpec.command("plain").environment("PATH", this.folder.toString()), "'plain'");
	}

	@Test
	@DisplayName("S26: names the jar or the working directory that is missing, by the path tried")
	void fileNotFound() {
		assertFails(ProcessSpec.jar(Path.of("lib/w.jar")).workingDirectory(this.folder),
				"there is no jar " + this.folder.resolve("lib/w.jar"));
		assertFails(ProcessSpec.command("true").workingDirectory(Path.of("/no/dir")),
				"working directory /no/dir does not exist");
	}

	@Test
	@DisplayName("S26: names the variable that would get lost")
	void variableThatGetsLost() {
		assertFails(ProcessSpec.command("true").environment("a.b", "1"), "environment variable 'a.b'");
	}

	@Test
	@DisplayName("does not exist for objects of this program")
	void inProcess() {
		assertFails(ProcessSpec.inProcess(() -> new Init() {
		}), "no program");
	}

	@Test
	@DisplayName("holds no secret")
	void noSecret() {
		assertThat(of(ProcessSpec.java("a.Main")))
			.noneMatch((argument) -> argument.contains(HexFormat.of().formatHex(this.arguments.secret())));
	}

	private void assertFails(ProcessSpec.Builder spec, String... reasons) {
		assertThatThrownBy(() -> of(spec)).isInstanceOf(ProcessStartException.class)
			.hasMessageContaining("Process '" + spec.build().name() + "'")
			.hasMessageContainingAll(reasons);
	}

	private static Path program(Path file) throws Exception {
		Files.createFile(file);
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
	}

	private List<String> of(ProcessSpec.Builder spec) {
		return CommandLine.of(spec.build(), this.arguments, this.folder, null).command();
	}

}
