package dev.multiprocess.ipc.process;

import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The report of an exit")
class ExitReportTests {

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "0, EXITED, exited with code 0", "7, EXITED, exited with code 7", "3, EXITED, exited with code 3",
			"127, EXITED, exited with code 127", "128, EXITED, exited with code 128",
			"134, SIGNAL, killed by signal 6 (ABRT); it crashed in native code",
			"137, SIGNAL, killed by signal 9 (KILL); the system may have run out of memory",
			"143, SIGNAL, killed by signal 15 (TERM)", "190, SIGNAL, killed by signal 62 (unknown)",
			"255, EXITED, exited with code 255" })
	@DisplayName("tells from the exit code why a process ended by itself")
	void codes(int code, Cause cause, String description) {
		assertThat(ExitReport.of(code, null, "tail"))
			.isEqualTo(new ProcessExit(code, cause, false, description, "tail"));
	}

	@Test
	@DisplayName("calls exit code 3 out of memory only if the output says so")
	void outOfMemory() {
		ProcessExit exit = ExitReport.of(3, null, "Terminating due to java.lang.OutOfMemoryError: Java heap space");
		assertThat(exit.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
		assertThat(exit.expected()).isFalse();
		assertThat(ExitReport.of(4, null, "java.lang.OutOfMemoryError").cause()).isEqualTo(Cause.EXITED);
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("believes the parent if it ended the process")
	void asked(Cause cause) {
		ProcessExit exit = ExitReport.of(137, cause, "");
		assertThat(exit.cause()).isEqualTo(cause);
		assertThat(exit.expected()).isEqualTo(cause == Cause.STOPPED);
		assertThat(exit.description()).contains("by its parent");
	}

}
