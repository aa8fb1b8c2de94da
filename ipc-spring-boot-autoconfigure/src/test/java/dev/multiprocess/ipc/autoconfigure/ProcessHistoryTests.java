package dev.multiprocess.ipc.autoconfigure;

import java.util.List;
import java.util.stream.IntStream;

import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.Isolation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * What is known of processes, without any.
 */
@DisplayName("What is known of a process")
class ProcessHistoryTests {

	private final ProcessHistory history = new ProcessHistory(List.of("desk"));

	@Test
	@DisplayName("has its interfaces in the order of their names")
	void interfaces() {
		List<String> names = IntStream.rangeClosed('A', 'Z').mapToObj(Character::toString).toList();
		names.forEach((name) -> this.history.uses("desk", name));
		assertThat(this.history.report("desk").interfaces()).containsExactlyElementsOf(names);
	}

	@Test
	@DisplayName("is that it failed too often, until one serves again")
	void circuit() {
		IpcProcess process = mock();
		given(process.name()).willReturn("desk");
		given(process.isolation()).willReturn(Isolation.PROCESS);
		this.history.circuitOpened("desk", null);
		this.history.processStarted(process);
		assertThat(this.history.report("desk").circuitOpen()).isTrue();
		this.history.processReady(process);
		assertThat(this.history.report("desk").circuitOpen()).isFalse();
	}

}
