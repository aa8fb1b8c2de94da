package dev.multiprocess.ipc.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.StartupCache;
import dev.multiprocess.ipc.testing.CalculatorInit;
import dev.multiprocess.ipc.testing.CalculatorWorker;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Jars;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs parents whose folder of archives is in a file system of its own, and one that is
 * killed.
 */
@ExtendWith(LeftoverCheck.class)
@DisplayName("A start-up cache")
class CacheFolderIT {

	private static final String FULL = "mount -t tmpfs -o size=256k,mode=700 none \"$0\" && exec \"$@\"";

	private static final String READ_ONLY = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"";

	@TempDir
	private Path folder;

	private Path cache;

	@BeforeEach
	void makeFolder() throws Exception {
		this.cache = Files.createDirectory(this.folder.resolve("cache"));
		Jars.ofClassPath(this.folder);
	}

	@Test
	@DisplayName("in a full file system is done without, which is said once, and nothing is left there")
	void full() throws Exception {
		String output = run(mounted(FULL), "twice");
		assertThat(output).contains("sums: [3, 3], left: []");
		assertThat(output.split("goes on to start without a cache", -1)).hasSize(2);
		assertThat(loadedFromArchive()).isFalse();
	}

	@Test
	@DisplayName("that cannot be written to is used as it is, or done without")
	void readOnly() throws Exception {
		List<String> prefix = mounted(READ_ONLY);
		assertThat(run(prefix, "twice")).contains("sums: [3, 3], left: []", "goes on to start without a cache");
		assertThat(loadedFromArchive()).isFalse();
		assertThat(run(List.of(), "twice")).contains("sums: [3, 3]").doesNotContain("without a cache");
		assertThat(loadedFromArchive()).isTrue();
		assertThat(run(prefix, "twice")).contains("sums: [3, 3]").doesNotContain("without a cache");
		assertThat(loadedFromArchive()).isTrue();
	}

	@Test
	@DisplayName("is made by no process that outlives a parent that was killed, even if it hears of nothing")
	void killed() throws Exception {
		Process parent = start(List.of(), "wait");
		List<ProcessHandle> descendants = new ArrayList<>();
		try {
			Eventually.until(() -> "a training", () -> trainee(parent) > 0);
			long trainee = trainee(parent);
			// As deaf as one that writes its archive.
			new ProcessBuilder("kill", "-STOP", Long.toString(trainee)).start().waitFor();
			parent.descendants().forEach(descendants::add);
			parent.destroyForcibly().waitFor();
			FaultTest.awaitGone(trainee);
			descendants.forEach((process) -> FaultTest.awaitGone(process.pid()));
		}
		finally {
			parent.destroyForcibly();
			descendants.forEach(ProcessHandle::destroyForcibly);
		}
	}

	private long trainee(Process parent) {
		return parent.descendants()
			.filter((process) -> process.info().command().orElse("").endsWith("java")
					&& process.info().commandLine().orElse("").contains(this.cache + "/ipc-"))
			.findFirst()
			.map(ProcessHandle::pid)
			.orElse(-1L);
	}

	/**
	 * Returns what runs a command with another file system in the place of the folder.
	 */
	private List<String> mounted(String mount) throws Exception {
		Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "There is no unshare");
		List<String> prefix = List.of("unshare", "-rm", "sh", "-c", mount, this.cache.toString());
		List<String> probe = new ArrayList<>(prefix);
		probe.add("true");
		Assumptions.assumeTrue(new ProcessBuilder(probe).start().waitFor() == 0, "File systems cannot be mounted here");
		return prefix;
	}

	private Process start(List<String> prefix, String mode) throws IOException {
		List<String> command = new ArrayList<>(prefix);
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData",
				"-cp", System.getProperty("java.class.path"), Parent.class.getName(), mode, this.folder.toString()));
		return new ProcessBuilder(command).redirectErrorStream(true).start();
	}

	private String run(List<String> prefix, String mode) throws Exception {
		Process parent = start(prefix, mode);
		String output = FaultTest
			.get(FaultTest.async(() -> new String(parent.getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
		assertThat(parent.waitFor()).as(output).isZero();
		return output;
	}

	/** Tells it of the process started last, as all lists of classes are removed. */
	private boolean loadedFromArchive() throws IOException {
		String main = CalculatorWorker.class.getName() + " source: shared objects file";
		boolean archived = false;
		for (Path list : list(this.folder, "classes-")) {
			archived |= Files.readString(list).contains(main);
			Files.delete(list);
		}
		return archived;
	}

	private static List<Path> list(Path folder, String prefix) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.getFileName().toString().startsWith(prefix)).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The parent. */
	static final class Parent {

		private Parent() {
		}

		public static void main(String[] args) throws Exception {
			Path folder = Path.of(args[1]);
			List<Integer> sums = new ArrayList<>();
			try (Ipc ipc = Ipc.builder().build()) {
				sums.add(sum(ipc, folder));
				if (args[0].equals("wait")) {
					new CountDownLatch(1).await();
				}
				Eventually.until(() -> "still training", Parent::isTrained);
				sums.add(sum(ipc, folder));
			}
			System.out.println("sums: " + sums + ", left: " + list(folder.resolve("cache"), "ipc-"));
		}

		private static boolean isTrained() {
			return Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().equals("ipc-training"));
		}

		private static int sum(Ipc ipc, Path folder) throws IOException {
			return ipc
				.spawnProcess(ProcessSpec.java(CalculatorWorker.class)
					.classPath(classPath(folder))
					.workingDirectory(folder)
					.jvmArguments("-Xmx64m", "-Xlog:class+load:file=classes-%p")
					.cache(StartupCache.in(folder.resolve("cache")))
					.build(), CalculatorInit.class)
				.makeCalculator()
				.add(1, 2);
		}

		/** Those of the folders are in the places where they were written before. */
		private static Path[] classPath(Path folder) {
			List<Path> entries = new ArrayList<>();
			for (String entry : System.getProperty("java.class.path").split(":")) {
				Path path = Path.of(entry).toAbsolutePath();
				entries.add(Files.isDirectory(path) ? folder.resolve("classes" + entries.size() + ".jar") : path);
			}
			return entries.toArray(Path[]::new);
		}

	}

}
