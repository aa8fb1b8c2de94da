package dev.multiprocess.ipc.autoconfigure.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.multiprocess.ipc.autoconfigure.it.lab.InterruptedParent;
import dev.multiprocess.ipc.autoconfigure.it.lab.LabWorker;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S29: a parent that is killed")
@ExtendWith(NothingLeft.class)
class ParentKilledIT {

	private static final Duration LONG = Duration.ofSeconds(60);

	@TempDir
	private Path folder;

	@Test
	@DisplayName("while its worker starts leaves neither the worker nor any file")
	void whileWorkerStarts() throws Exception {
		Path temporary = Files.createDirectory(this.folder.resolve("temporary"));
		Path out = this.folder.resolve("out");
		Process parent = new ProcessBuilder(command(temporary)).redirectErrorStream(true)
			.redirectOutput(out.toFile())
			.start();
		List<ProcessHandle> workers = List.of();
		try {
			Awaitility.await().atMost(LONG).until(() -> Files.readString(out).contains("Event: runner waits"));
			workers = parent.descendants().toList();
			assertThat(workers).isNotEmpty();
			parent.destroyForcibly().waitFor();
			List<ProcessHandle> started = workers;
			Awaitility.await().atMost(LONG).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
			Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(privateFolders(temporary)).isEmpty());
		}
		finally {
			parent.destroyForcibly().waitFor();
			workers.forEach(ProcessHandle::destroyForcibly);
		}
	}

	private List<String> command(Path temporary) {
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
				"-Djava.io.tmpdir=" + temporary, "-cp", System.getProperty("java.class.path"),
				InterruptedParent.class.getName(), "--spring.main.banner-mode=off",
				"--ipc.process.worker.main-class=" + LabWorker.class.getName(),
				"--ipc.process.worker.startup-timeout=60s",
				"--ipc.process.worker.properties.lab.waits-for=" + this.folder.resolve("nothing"));
	}

	private static List<Path> privateFolders(Path temporary) throws IOException {
		try (Stream<Path> files = Files.list(temporary)) {
			return files.filter((file) -> file.getFileName().toString().startsWith("ipc-")).toList();
		}
	}

}
