package dev.multiprocess.ipc.benchmarks.contender;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what is measured works at all.
 */
class ContendersIT {

	@Test
	void eachDoesWhatItSaysAndNothingIsLeft() throws Exception {
		List<ProcessHandle> before = ProcessHandle.current().children().toList();
		List<String> names = new ArrayList<>();
		try (Contenders contenders = new Contenders(List.of())) {
			for (Contender contender : contenders) {
				names.add(contender.name());
				for (Map.Entry<Operation, Action> action : contender.actions().entrySet()) {
					action.getValue().run();
				}
				contender.rest();
			}
			assertThat(contenders.that(Operation.CALLBACK, Contender::sharedByThreads)).extracting(Contender::name)
				.contains(IpcContender.IN_MEMORY, RmiContender.NAME);
		}
		assertThat(names).doesNotHaveDuplicates().contains(RawMemoryContender.NAME, RawSocketContender.NAME);
		IpcContender.transports().forEach((transport) -> assertThat(names).contains(IpcContender.name(transport)));
		assertThat(ProcessHandle.current().children()).containsExactlyInAnyOrderElementsOf(before);
	}

}
