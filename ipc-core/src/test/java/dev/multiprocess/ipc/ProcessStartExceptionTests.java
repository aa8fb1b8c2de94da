package dev.multiprocess.ipc;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.multiprocess.ipc.ProcessExit.Cause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S26: The message of a process that did not start")
class ProcessStartExceptionTests {

	@Test
	@DisplayName("keeps the reason when a long stack trace follows")
	void stackTraces() {
		String frames = IntStream.range(0, 30)
			.mapToObj((number) -> "\tat Frame" + number + "\n")
			.collect(Collectors.joining());
		String message = message("Error: broken\n" + frames + "Caused by: cracked\n" + frames + "Bye.\n");
		assertThat(message.substring(message.indexOf("last output:"))).isEqualTo("""
				last output:
				    Error: broken
				    \tat Frame0
				    Caused by: cracked
				    \tat Frame0
				    Bye.""");
	}

	@Test
	@DisplayName("has the last twenty lines of other output")
	void lastLines() {
		String lines = IntStream.range(0, 30)
			.mapToObj((number) -> "line " + number + "\n")
			.collect(Collectors.joining());
		assertThat(message(lines)).doesNotContain("line 9\n").contains("line 10\n").endsWith("line 29");
	}

	private static String message(String output) {
		return new ProcessStartException("worker", "ended", List.of("java"),
				new ProcessExit(1, Cause.EXITED, false, "exited with code 1", output), null)
			.getMessage();
	}

}
