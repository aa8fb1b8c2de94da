package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.IncompatibleInterfaceException;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.Version;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Connects a parent and a worker that were compiled against different versions of one
 * contract, and calls them.
 */
@ExtendWith(LeftoverCheck.class)
abstract class VersionTest {

	private final Ipc ipc = Ipc.builder().build();

	Version parent = Version.of("", null);

	/** The proxy of the worker's first object. */
	Object api = this;

	@AfterEach
	void everythingElseStillWorks() throws Throwable {
		try (this.ipc) {
			assertThat(call("ping")).isEqualTo("pong");
		}
	}

	/** Connects two versions of the interface, whose methods the worker serves. */
	void connect(String parentContract, String workerContract, String served) {
		this.parent = Version.of(parentContract, null);
		connect(this.parent, Version.of(workerContract, served));
	}

	void connect(Version parent, Version worker) {
		connect(parent, worker, "Served");
	}

	void connect(Version parent, Version worker, String init) {
		connect(parent, ProcessSpec.inProcess(() -> (Init) worker.make(init)));
	}

	void connect(Version parent, ProcessSpec.Builder worker) {
		this.parent = parent;
		this.api = this.ipc.spawnProcess(worker.name("worker").build(), parent.type("Api").asSubclass(Init.class));
	}

	@Nullable Object call(String method, @Nullable Object... arguments) throws Throwable {
		return Version.call(this.api, method, arguments);
	}

	Object make(String type, @Nullable Object... arguments) {
		return this.parent.make(type, arguments);
	}

	/** Calls a method that differs; the connection works before and after it. */
	IncompatibleInterfaceException refused(String method, @Nullable Object... arguments) throws Throwable {
		IncompatibleInterfaceException refusal = failing(IncompatibleInterfaceException.class, method, arguments);
		assertThat(refusal).hasMessageContaining("this process (" + ProcessHandle.current().pid() + ") has ")
			.hasMessageContaining("process " + peer() + " has ");
		return refusal;
	}

	<E extends IpcException> E failing(Class<E> type, String method, @Nullable Object... arguments) throws Throwable {
		assertThat(call("ping")).isEqualTo("pong");
		E failure = catchThrowableOfType(type, () -> call(method, arguments));
		assertThat(call("ping")).isEqualTo("pong");
		return failure;
	}

	/** How messages name the worker. */
	String peer() {
		return "worker[" + this.ipc.process(this.api).pid() + "]";
	}

}
