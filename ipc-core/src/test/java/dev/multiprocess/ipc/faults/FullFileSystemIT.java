package dev.multiprocess.ipc.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.Calculator;
import dev.multiprocess.ipc.testing.CalculatorInit;
import dev.multiprocess.ipc.testing.CalculatorWorker;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a parent whose private folder is in a file system of its own, which has room for
 * little more than a socket.
 */
@ExtendWith(LeftoverCheck.class)
@DisplayName("A file system that is too full to share memory in")
class FullFileSystemIT {

	private static final String MOUNT = "mount -t tmpfs -o size=64k none \"$0\" && exec \"$@\"";

	@TempDir
	private Path folder;

	/** Runs a command where the folder is tiny. */
	private Process run(List<String> command) throws IOException {
		List<String> all = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", MOUNT, this.folder.toString()));
		all.addAll(command);
		ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
		builder.environment().remove("XDG_RUNTIME_DIR");
		return builder.start();
	}

	@BeforeEach
	void canMount() throws Exception {
		Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "There is no unshare");
		Process probe = run(List.of("true"));
		probe.getInputStream().readAllBytes();
		Assumptions.assumeTrue(probe.waitFor() == 0, "File systems cannot be mounted here");
	}

	@Test
	@DisplayName("sends calls over the socket, which is said once")
	void socketInstead() throws Exception {
		Process parent = run(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djava.io.tmpdir=" + this.folder, "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path"),
				Parent.class.getName()));
		String output = FaultTest
			.get(FaultTest.async(() -> new String(parent.getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
		assertThat(parent.waitFor()).isZero();
		assertThat(output).contains("sums: [3, 3, 3, 3]");
		assertThat(output.split("go over the socket", -1)).hasSize(2);
		assertThat(output).contains("No space left");
	}

	/** The parent. */
	static final class Parent {

		private Parent() {
		}

		public static void main(String[] args) {
			try (Ipc ipc = Ipc.builder().build()) {
				Calculator calculator = ipc
					.spawnProcess(ProcessSpec.java(CalculatorWorker.class).build(), CalculatorInit.class)
					.makeCalculator();
				List<CompletableFuture<Integer>> sums = new ArrayList<>();
				for (int i = 0; i < 4; i++) {
					sums.add(CompletableFuture.supplyAsync(() -> calculator.add(1, 2)));
				}
				System.out.println("sums: " + sums.stream().map(CompletableFuture::join).toList());
			}
		}

	}

}
