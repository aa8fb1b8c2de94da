package dev.multiprocess.ipc.faults;

import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.RemoteInterface;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a parent serves to the processes it started.
 */
@DisplayName("Objects of the parent")
@ExtendWith(LeftoverCheck.class)
class ParentObjectIT {

	/** Knows its process. */
	@RemoteInterface
	public interface Place {

		long pid();

	}

	/** What the parent serves. */
	@RemoteInterface
	public interface ParentInit extends Init {

		Place makePlace();

	}

	/** What the worker serves. */
	@RemoteInterface
	public interface AskingInit extends Init {

		/** Returns what calling the parent too early came to. */
		String early();

		/** Asks objects of the parent, found in both ways. */
		long parentPid(boolean listed);

	}

	@Test
	@DisplayName("are called by the process it spawned, once that serves, and outlive their close()")
	void calledByWorker() {
		ParentInit served = () -> () -> ProcessHandle.current().pid();
		try (Ipc ipc = Ipc.builder().init(served).build();
				AskingInit worker = ipc.spawnProcess(ProcessSpec.java(AskingWorker.class).build(), AskingInit.class)) {
			assertThat(worker.early())
				.isEqualTo("Place@parent cannot be called: this program has no parent, or has not reached it yet");
			for (int i = 0; i < 2; i++) {
				assertThat(worker.parentPid(false)).isEqualTo(ProcessHandle.current().pid());
				assertThat(worker.parentPid(true)).isEqualTo(ProcessHandle.current().pid());
			}
		}
	}

	@Test
	@DisplayName("are for programs that have a parent, and of remote interfaces")
	void noParent() {
		try (Ipc ipc = Ipc.builder().build()) {
			Place place = ipc.parent(Place.class);
			assertThat(place).isEqualTo(place).hasToString("Place@parent");
			assertThatIllegalStateException().isThrownBy(place::pid);
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> ipc.parent(Runnable.class));
		}
	}

	/** Asks its parent. */
	static final class AskingWorker implements AskingInit {

		private final Ipc ipc;

		private final Place place;

		private final ParentInit init;

		private final AtomicReference<String> early = new AtomicReference<>();

		private AskingWorker() {
			this.ipc = Ipc.builder().init(this).build();
			this.place = this.ipc.parent(Place.class);
			this.init = this.ipc.parent(ParentInit.class);
			try {
				this.place.pid();
			}
			catch (IllegalStateException ex) {
				this.early.set(ex.getMessage());
			}
		}

		public static void main(String[] args) {
			new AskingWorker().ipc.startSpawnedProcess(args).ifPresent(System::exit);
		}

		@Override
		public String early() {
			return this.early.get();
		}

		@Override
		public long parentPid(boolean listed) {
			if (listed) {
				return this.place.pid();
			}
			this.init.close();
			return this.init.makePlace().pid();
		}

	}

}
