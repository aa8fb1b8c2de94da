package dev.multiprocess.ipc.faults;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.RestartPolicy;
import dev.multiprocess.ipc.testing.ProcessEvents;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S36: a process that stands by")
class StandbyIT extends FaultTest {

	@Test
	@DisplayName("S37: takes over, and repeats a call that may be repeated, before anything is started")
	void takesOver() throws Exception {
		ProcessEvents events = new ProcessEvents();
		RestartPolicy policy = RestartPolicy.onFailure().delay(LONG).maxDelay(LONG);
		try (Ipc own = Ipc.builder().process(worker().standby(1).restart(policy).build()).listener(events).build()) {
			Faults root = own.root("faults", Faults.class);
			IpcProcess first = own.start("faults");
			long pid = root.dieOnce();
			assertThat(get(first.exit()).code()).isEqualTo(7);
			assertThat(pid).isNotEqualTo(first.pid()).isEqualTo(own.process(root).pid());
			assertThat(root.echo("next")).isEqualTo("next");
			int second = events.started().indexOf(own.process(root)) + 1;
			events.await("standby active " + second, 1);
			assertThat(events.started()).hasSize(2);
		}
	}

}
