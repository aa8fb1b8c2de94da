package dev.multiprocess.ipc.integration;

import java.nio.file.Path;

import dev.multiprocess.ipc.integration.devtools.NoteApplication;
import dev.multiprocess.ipc.integration.devtools.NoteWorker;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a parent can be restarted by Spring Boot's DevTools.
 */
@DisplayName("An application restarted by DevTools")
class DevToolsIT {

	@Test
	@DisplayName("has a new worker each time, values of its new classes, and leaves nothing of the old ones")
	void restarts(@TempDir Path folder) throws Exception {
		// Spring's caches hold classes softly, which is no leak.
		try (Program parent = Program.java(folder, "-XX:SoftRefLRUPolicyMSPerMB=0", "-cp",
				System.getProperty("java.class.path"), NoteApplication.class.getName(),
				"--ipc.process.note.main-class=" + NoteWorker.class.getName(),
				"--ipc.process.note.jvm-arguments=" + Build.FAST)) {
			String output = parent.readUntilItEnds();
			assertThat(parent.status()).as(output).isZero();
			assertThat(output).containsSubsequence(round(1), round(2), round(3), "Left of the rounds before: []");
			assertThat(output).doesNotContainPattern("WARN|ERROR");
		}
	}

	private static String round(int number) {
		return "Round %d: hello again, loaded by RestartClassLoader, values by the same: true".formatted(number);
	}

}
