package dev.multiprocess.ipc.process;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.multiprocess.ipc.ProcessOutput;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("S33: the output of a process")
class OutputIT extends SpawnTest {

	private static final String SCRIPT = "printf 'o\\200t'; printf 'err' >&2";

	private void assertKept(SpawnedProcess process) throws Exception {
		assertThat(exitOf(process).outputTail()).contains("err").contains("o\uFFFDt");
	}

	@Test
	@DisplayName("is appended to a file, relative to where the process runs")
	void file() throws Exception {
		Path file = Files.writeString(this.folder.resolve("log"), "before ");
		for (int i = 0; i < 2; i++) {
			assertKept(spawn(shell(SCRIPT).output(ProcessOutput.file(Path.of("log"))).workingDirectory(this.folder)));
		}
		String text = Files.readString(file, StandardCharsets.ISO_8859_1);
		assertThat(text).startsWith("before ").hasSize(7 + 2 * 6).contains("err").contains("o\u0080t");
	}

	@Test
	@DisplayName("S26: can go to no file in a folder that is missing; nothing is started")
	void noFile() {
		assertThatThrownBy(() -> spawn(shell(SCRIPT).output(ProcessOutput.file(this.folder.resolve("no/log")))))
			.isInstanceOf(ProcessStartException.class)
			.hasMessageContaining("output file")
			.hasMessageContaining("no/log");
		assertThatThrownBy(() -> spawn(ProcessSpec.command("true", "x".repeat(3_000_000))
			.output(ProcessOutput.file(this.folder.resolve("log"))))).isInstanceOf(ProcessStartException.class);
	}

	@Test
	@DisplayName("is lost if the file cannot take it, and the process ends all the same")
	void fullDisk() throws Exception {
		Path full = Path.of("/dev/full");
		if (Files.exists(full)) {
			assertKept(spawn(shell(SCRIPT).output(ProcessOutput.file(full))));
		}
	}

	@Test
	@DisplayName("goes to that of this program, or nowhere, and is kept in any case")
	void inherited() throws Exception {
		PrintStream out = System.out;
		PrintStream err = System.err;
		ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
		ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
		SpawnedProcess inherited;
		SpawnedProcess discarded;
		System.setOut(new PrintStream(outBytes, true));
		System.setErr(new PrintStream(errBytes, true));
		try {
			inherited = spawn(shell(SCRIPT).output(ProcessOutput.inherit()));
			discarded = spawn(shell(SCRIPT).output(ProcessOutput.discard()));
		}
		finally {
			System.setOut(out);
			System.setErr(err);
		}
		assertKept(inherited);
		assertKept(discarded);
		assertThat(outBytes.toByteArray()).asString(StandardCharsets.ISO_8859_1).isEqualTo("o\u0080t");
		assertThat(errBytes).asString().isEqualTo("err");
	}

}
