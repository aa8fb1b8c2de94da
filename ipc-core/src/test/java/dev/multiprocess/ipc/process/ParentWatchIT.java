package dev.multiprocess.ipc.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProcessSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A process whose parent")
class ParentWatchIT extends SpawnTest {

	@Test
	@DisplayName("S29: is gone halts, though a method spins and the callback hangs")
	void halt() throws Exception {
		SpawnedProcess process = spawnReady(worker("spin"));
		long start = System.nanoTime();
		process.closeStdin();
		ProcessExit exit = exitOf(process);
		assertThat(exit.code()).isEqualTo(75);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1),
				Duration.ofSeconds(50 * 2));
	}

	@Test
	@DisplayName("S29: is gone ends in order if it can")
	void orderlyEnd() throws Exception {
		SpawnedProcess process = spawnReady(worker("watched"));
		process.closeStdin();
		assertThat(exitOf(process).code()).isEqualTo(42);
	}

	@Test
	@DisplayName("S29: was killed ends with all it started")
	void parentIsKilled() throws Exception {
		SpawnedProcess parent = spawnReady(worker("spawn-spinning"));
		ProcessHandle child = childOf(parent);
		signal("KILL", parent.pid());
		exitOf(parent);
		assertGone(child);
	}

	@Test
	@DisplayName("talks to it on standard input hides that from the program")
	void emptyInput() {
		SpawnedProcess process = spawnReady(worker("watched"));
		assertThat(process.outputTail()).contains("read -1 from standard input");
	}

	@Test
	@DisplayName("S32: gets a Ctrl-C on the same terminal does not notice it")
	void interruptIsIgnored() throws Exception {
		SpawnedProcess process = spawnReady(worker("wait"));
		assertThat(ignoredSignals(process) & 0b11).isEqualTo(0b11);
		signal("INT", process.pid());
		signal("HUP", process.pid());
		signal("TERM", process.pid());
		ProcessExit exit = exitOf(process);
		assertThat(exit.code()).isEqualTo(143);
		assertThat(exit.cause()).isEqualTo(Cause.SIGNAL);
	}

	@Test
	@DisplayName("S32: gets a Ctrl-C does not notice it if it is no Java program either")
	void interruptIsIgnoredByCommands() throws Exception {
		SpawnedProcess process = spawn(ProcessSpec.command("sh", "-c", "echo ready; cat >/dev/null; exit 8"));
		awaitOutput(process, "ready");
		signal("INT", process.pid());
		process.closeStdin();
		assertThat(exitOf(process).code()).isEqualTo(8);
	}

	@Test
	@DisplayName("S32: lives does not obey TERM")
	void termIsIgnoredWhileParentLives() throws Exception {
		SpawnedProcess process = spawnReady(worker("watched"));
		signal("TERM", process.pid());
		// Signals are handled one after the other, and this one is answered.
		signal("QUIT", process.pid());
		awaitOutput(process, "Full thread dump");
		process.closeStdin();
		assertThat(exitOf(process).code()).isEqualTo(42);
	}

	@Test
	@DisplayName("S29: was killed leaves a private folder for the next one to remove, once it is dead")
	void folderOfKilledOwner() throws Exception {
		Path place = Files.createDirectory(this.folder.resolve("p"));
		SpawnedProcess owner = spawnReady(worker("own-directory", place.toString()));
		Path left = onlyFolderIn(place);
		LeftoverSweep.sweep(place, Files.getOwner(place));
		assertThat(left).exists();
		// As another container sees it, that shares the folder but not the pids.
		Path renamed = Files.move(left, place.resolve("ipc-999999999-0123456789"));
		LeftoverSweep.sweep(place, Files.getOwner(place));
		assertThat(renamed).exists();
		signal("KILL", owner.pid());
		exitOf(owner);
		LeftoverSweep.sweep(place, Files.getOwner(place));
		assertThat(place).isEmptyDirectory();
	}

	private static Path onlyFolderIn(Path place) throws Exception {
		try (Stream<Path> found = Files.list(place)) {
			List<Path> all = found.toList();
			assertThat(all).hasSize(1);
			return all.get(0);
		}
	}

	private static long ignoredSignals(SpawnedProcess process) throws Exception {
		return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))
			.stream()
			.filter((line) -> line.startsWith("SigIgn:"))
			.map((line) -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
			.findFirst()
			.orElseThrow();
	}

}
