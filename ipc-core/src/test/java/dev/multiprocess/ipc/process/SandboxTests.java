package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.Sandbox;
import dev.multiprocess.ipc.StartupCache;
import dev.multiprocess.ipc.TransportType;
import dev.multiprocess.ipc.testing.Jars;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A sandbox")
@EnabledOnOs(OS.LINUX)
class SandboxTests {

	@TempDir
	private Path folder;

	private static ProcessSpec.Builder spec() {
		return ProcessSpec.java("a.Main").name("w").sandbox(Sandbox.BUBBLEWRAP);
	}

	private List<String> view(ProcessSpec.Builder builder) {
		ProcessSpec spec = builder.build();
		return SandboxView.of(spec, JavaProgram.of(spec, this.folder), Path.of("/usr/bin/java"), this.folder)
			.arguments();
	}

	@Test
	@DisplayName("is a new namespace of each kind, without rights, read-only, and ends with its parent")
	void options() {
		SandboxView view = SandboxView.of(spec().build(), null, Path.of("/usr/bin/env"), this.folder);
		List<String> wrapper = Bubblewrap.wrapper(spec().build(), view, List.of(), "/nowhere:" + bin(), this.folder)
			.command();
		assertThat(wrapper.get(0)).isEqualTo(bin() + "/bwrap");
		assertThat(wrapper)
			.contains("--unshare-user", "--disable-userns", "--unshare-pid", "--unshare-net", "--unshare-ipc",
					"--unshare-uts", "--new-session", "--die-with-parent")
			.containsSequence("--cap-drop", "ALL")
			.containsSequence("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp")
			.containsSubsequence("--tmpfs", "--ro-bind", "/usr", "/usr", "--remount-ro", "/proc", "--remount-ro",
					"/dev", "--remount-ro", "/")
			.endsWith("--chdir", "/tmp")
			.doesNotContain("--bind", "--dev-bind", "--share-net");
	}

	@Test
	@DisplayName("shows the folder that this program runs in also to a user without a home")
	void noHome() {
		Path current = Path.of("").toAbsolutePath();
		HiddenFolders hidden = HiddenFolders.of("/tmp", "?");
		assertThatCode(() -> hidden.check(current)).doesNotThrowAnyException();
		assertThatThrownBy(() -> hidden.check(Path.of("/tmp"))).hasMessageContaining("is to be hidden");
	}

	/** A folder with a program that is never run. */
	private Path bin() {
		Path bwrap = this.folder.resolve("bwrap");
		try {
			if (!Files.exists(bwrap)) {
				assertThat(Files.createFile(bwrap).toFile().setExecutable(true)).isTrue();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this.folder;
	}

	@Test
	@DisplayName("is not had where there is no bubblewrap, which is told with what to do")
	void missing() {
		assertThatThrownBy(() -> Bubblewrap.find("Linux", "/none:/nowhere"))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("no program 'bwrap' in the folders of PATH, /none:/nowhere")
			.hasMessageContaining("install the package 'bubblewrap'");
		assertThatThrownBy(() -> Bubblewrap.find("Mac OS X", "/usr/bin")).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("runs on Linux, this is Mac OS X");
	}

	@Test
	@DisplayName("shows jars, what their manifests name, and where links lead")
	void classPath() throws Exception {
		Path real = Files.createDirectory(this.folder.resolve("real"));
		Path jar = Files.createFile(real.resolve("a.jar"));
		Path link = Files.createSymbolicLink(this.folder.resolve("link"), real);
		Path linked = link.resolve("a.jar");
		Files.createFile(real.resolve("not-shown"));
		List<String> view = view(spec().classPath(linked, Path.of("/usr/share/x.jar"), Path.of("/missing.jar")));
		assertThat(view).containsSequence("--ro-bind", linked.toString(), linked.toString())
			.containsSequence("--ro-bind", jar.toString(), jar.toString())
			.doesNotContain(real.toString(), this.folder.toString(), "/usr/share/x.jar", "/missing.jar");
		assertThat(view(spec().classPath(real, jar))).contains(real.toString()).doesNotContain(jar.toString());
	}

	@Test
	@DisplayName("shows other jars that manifests name, and nothing else that they do")
	void manifests() throws Exception {
		Path secrets = Files.createDirectory(this.folder.resolve("secrets"));
		Path socket = Files.createFile(this.folder.resolve("socket"));
		Path further = jar(this.folder.resolve("further.jar"), "");
		String names = secrets.toUri() + " " + socket.toUri() + " " + further.toUri();
		Path jar = jar(Files.createDirectory(this.folder.resolve("lib")).resolve("a.jar"), names);
		for (List<String> view : List.of(view(spec().classPath(jar)), view(spec().classPath(jar.resolveSibling("*"))),
				view(ProcessSpec.jar(jar).sandbox(Sandbox.BUBBLEWRAP)))) {
			assertThat(view).contains(further.toString())
				.doesNotContain(secrets.toString(), secrets + "/", socket.toString());
		}
	}

	private static Path jar(Path file, String classPath) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
		new JarOutputStream(Files.newOutputStream(file), manifest).close();
		return file;
	}

	@Test
	@DisplayName("has the folders through which a path goes back up, empty")
	void upwards() throws Exception {
		Path bin = Files.createDirectory(this.folder.resolve("bin"));
		Path jar = jar(this.folder.resolve("a.jar"), "");
		assertThat(view(spec().classPath(bin.resolve("../a.jar")))).containsSequence("--dir", bin.toString())
			.contains(jar.toString())
			.doesNotContainSequence("--ro-bind", bin.toString());
	}

	@Test
	@DisplayName("refuses a path back up from where a link leads, which is another file inside")
	void upwardsFromLink() throws Exception {
		Path deep = Files.createDirectories(this.folder.resolve("far/deep"));
		Path real = Files.createDirectory(this.folder.resolve("far/classes"));
		Path link = Files.createSymbolicLink(this.folder.resolve("link"), deep);
		Path way = link.resolve("../classes");
		for (int i = 0; i < 2; i++) {
			assertThatThrownBy(() -> view(spec().classPath(way))).isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining(way + " goes back up from where a link leads")
				.hasMessageContaining("name " + real + " instead");
			// The second time there is a file that would be taken for it.
			Files.createDirectories(this.folder.resolve("classes"));
		}
	}

	@Test
	@DisplayName("shows modules")
	void modules() throws Exception {
		Path modules = Files.createDirectory(this.folder.resolve("modules"));
		assertThat(view(spec().jvmArguments("--module-path=/missing:" + modules))).contains(modules.toString());
	}

	@Test
	@DisplayName("is not given relative paths of options where the process has no folder here, nor empty ones")
	void relativeOptions() throws Exception {
		assertThat(view(spec().jvmArguments("-Djava.library.path=:.", "-javaagent:junit", "-agentpath:")))
			.doesNotContain("/tmp");
		Path below = Files.createDirectory(this.folder.resolve("below"));
		ProcessSpec spec = spec().jvmArguments("-javaagent:../agent.jar").workingDirectory(below).build();
		Path agent = Files.createFile(this.folder.resolve("agent.jar"));
		assertThat(SandboxView.of(spec, JavaProgram.of(spec, below), Path.of("/usr/bin/java"), below).arguments())
			.contains(agent.toString());
	}

	@Test
	@DisplayName("refuses variables that would act on what makes it")
	void variables() throws Exception {
		ProcessSpec.Builder builder = spec().classPath(jar(this.folder.resolve("a.jar"), ""))
			.environment("LD_LIBRARY_PATH", "/foreign");
		assertThatThrownBy(
				() -> CommandLine.of(builder.build(), SpawnArguments.create("unix:/none"), this.folder, null))
			.isInstanceOf(ProcessStartException.class)
			.hasMessageContaining("'LD_LIBRARY_PATH' would act on what makes the sandbox");
	}

	@Test
	@DisplayName("hides a home that is a link, and one in a folder of the system")
	void homes() throws Exception {
		String home = System.getProperty("user.home");
		Path real = Files.createDirectory(this.folder.resolve("real"));
		Path link = Files.createSymbolicLink(this.folder.resolve("link"), real);
		try {
			System.setProperty("user.home", link.toString());
			assertThatThrownBy(() -> view(spec().classPath(real))).isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("it would see " + real);
			System.setProperty("user.home", "/usr/share");
			assertThat(view(spec().classPath(Path.of("/usr/share/doc")))).containsSubsequence("--ro-bind", "/usr",
					"/usr", "--tmpfs", "/usr/share", "--ro-bind", "/usr/share/doc", "/usr/share/doc");
		}
		finally {
			System.setProperty("user.home", home);
		}
	}

	@Test
	@DisplayName("shows the files that options of Java name")
	void optionFiles() throws Exception {
		Path agent = Files.createFile(this.folder.resolve("agent.jar"));
		Path libraries = Files.createDirectory(this.folder.resolve("native"));
		assertThat(view(spec().jvmArguments("-javaagent:" + agent + "=x", "-Djava.library.path=/none:" + libraries)))
			.contains(agent.toString(), libraries.toString());
	}

	@Test
	@DisplayName("shows no folder that holds what it is to hide")
	void tooMuch() {
		for (String path : List.of("/", System.getProperty("user.home"), "/tmp", "/proc", "/run", "/var", "/sys")) {
			assertThatThrownBy(() -> view(spec().classPath(Path.of(path)))).isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("it would see " + path);
		}
	}

	@Test
	@DisplayName("tells Java who may attach, and what the files of a container would")
	void java() {
		assertThat(SandboxedJava.options(spec().build()))
			.contains("-XX:+DisableAttachMechanism",
					"-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors())
			.anyMatch((option) -> option.matches("-XX:MaxRAM=[1-9]\\d+"));
		assertThat(SandboxedJava.options(spec().memory(64 << 20).build()))
			.noneMatch((option) -> option.startsWith("-XX:MaxRAM"));
		assertThat(SandboxedJava.options(spec().sandbox(Sandbox.NONE).build())).isEmpty();
	}

	@Test
	@DisplayName("is not had with shared memory, a debugger, or in this program")
	void refused() {
		assertThat(spec().build().transport()).isEqualTo(TransportType.SOCKET);
		assertThatThrownBy(() -> spec().transport(TransportType.SHARED_MEMORY).build())
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("Process 'w' cannot have a sandbox: it is to use shared memory");
		for (String debugger : List.of("-agentlib:jdwp=transport=dt_socket,server=y", "-Xrunjdwp:x", "-Xdebug")) {
			assertThatThrownBy(() -> spec().jvmArguments(debugger).build()).isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("debugger");
		}
		Init init = new Init() {
		};
		assertThatThrownBy(() -> ProcessSpec.inProcess(() -> init).sandbox(Sandbox.BUBBLEWRAP).build())
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("lives in this program");
	}

	@Test
	@DisplayName("leaves no start-up cache behind, nor uses one")
	void cache() throws Exception {
		ProcessSpec.Builder builder = ProcessSpec.java("a.Main")
			.classPath(Jars.ofClassPath(this.folder))
			.cache(StartupCache.in(this.folder.resolve("cache")));
		JavaProgram program = JavaProgram.of(builder.build(), this.folder);
		assertThat(StartupArchive.of(builder.build(), program, Map.of())).isNotNull();
		assertThat(StartupArchive.of(builder.sandbox(Sandbox.BUBBLEWRAP).build(), program, Map.of())).isNull();
	}

	@Test
	@DisplayName("that failed is told from a program that did")
	void failure() {
		assertThat(failure(1, "bwrap: No permissions to create new namespace\n")).contains("user namespaces");
		assertThat(failure(1, "bwrap: execvp /x: No such file or directory\n")).contains("does not show");
		assertThat(failure(1, "bwrap: Unknown option --disable-userns\n")).contains("0.8 or newer");
		assertThat(failure(1, "bwrap: Can't chdir to /x: No such file or directory\n")).contains("does not show");
		assertThat(failure(1, "said bwrap: no\n")).isNull();
		assertThat(failure(2, "bwrap: no\n")).isNull();
	}

	private static String failure(int code, String output) {
		return Bubblewrap.failure(spec().build(), new ProcessExit(code, Cause.EXITED, false, "exited", output));
	}

}
