package dev.multiprocess.ipc.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.multiprocess.ipc.testing.Bwrap;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(LeftoverCheck.class)
@DisplayName("S29: a parent that is killed")
class ParentKilledIT {

	/** Of a goal of 2 s, with room for a busy machine. */
	private static final Duration LIMIT = Duration.ofSeconds(30);

	@TempDir
	private Path marks;

	@TempDir
	private Path temporary;

	@Test
	@DisplayName("leaves no worker, whatever it was doing, nor any file; what could run its cleanups has")
	void killed() throws Exception {
		Process parent = DoomedParent.start(this.marks, this.temporary, "idle", "hold", "spin", "callback");
		List<Long> workers = new ArrayList<>();
		try (BufferedReader output = parent.inputReader()) {
			String line = output.readLine();
			while (line != null && !line.equals("busy")) {
				workers.add(Long.parseLong(line.substring("worker ".length())));
				line = output.readLine();
			}
			assertThat(line).isEqualTo("busy");
			assertThat(workers).hasSize(4).noneMatch(FaultTest::isGone);
			parent.destroyForcibly().waitFor();
			assertThat(Eventually.within(LIMIT, () -> workers.stream().allMatch(FaultTest::isGone)))
				.as("all of " + workers + " gone")
				.isTrue();
		}
		finally {
			parent.destroyForcibly();
			workers.forEach((pid) -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
		}
		for (String how : List.of("idle", "hold", "spin", "callback")) {
			assertThat(this.marks.resolve(how).resolve("cleanup")).exists();
			assertThat(this.marks.resolve(how).resolve("closed")).exists();
		}
		assertThat(this.marks.resolve("hold/interrupted")).exists();
		assertThat(this.marks.resolve("callback/callback-failed")).exists();
		assertThat(privateFolders()).isEmpty();
	}

	@Test
	@DisplayName("leaves no process of a sandbox, nor any that was started there")
	void sandboxed() throws Exception {
		Bwrap.assumeThere();
		Process parent = DoomedParent.start(this.marks, this.temporary, "sandboxed");
		List<Long> all = new ArrayList<>();
		try (BufferedReader output = parent.inputReader()) {
			String line = output.readLine();
			while (line != null && !line.equals("busy")) {
				line = output.readLine();
			}
			assertThat(line).isEqualTo("busy");
			parent.descendants().forEach((process) -> all.add(process.pid()));
			assertThat(all).hasSizeGreaterThanOrEqualTo(4).noneMatch(FaultTest::isGone);
			parent.destroyForcibly().waitFor();
			assertThat(Eventually.within(LIMIT, () -> all.stream().allMatch(FaultTest::isGone)))
				.as("all of " + all + " gone")
				.isTrue();
		}
		finally {
			parent.destroyForcibly();
			all.forEach((pid) -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
		}
	}

	@Test
	@DisplayName("with all its workers leaves files, which go when the next one starts a worker")
	void swept() throws Exception {
		Path left = Files.createDirectory(this.temporary.resolve("ipc-1-0123456789"));
		Files.writeString(left.resolve("owner"), "1 started long ago");
		Process parent = DoomedParent.start(this.marks, this.temporary, "idle");
		try {
			Eventually.until(() -> left + " is still there", () -> Files.notExists(left));
		}
		finally {
			parent.destroyForcibly().waitFor();
		}
		Eventually.until(() -> "some of " + this.temporary + " is left", this::isGone);
	}

	private boolean isGone() {
		try {
			return privateFolders().isEmpty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<Path> privateFolders() throws IOException {
		try (Stream<Path> files = Files.list(this.temporary)) {
			return files.filter((file) -> file.getFileName().toString().startsWith("ipc-")).toList();
		}
	}

}
