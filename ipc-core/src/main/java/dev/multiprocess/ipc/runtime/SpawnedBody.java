package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.multiprocess.ipc.Isolation;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.process.PrivateDirectory;
import dev.multiprocess.ipc.process.SpawnedProcess;
import dev.multiprocess.ipc.transport.UnixListener;

/**
 * An operating-system process, its socket and its folder, which end together. Safe for
 * use by any number of threads.
 */
final class SpawnedBody implements Body {

	private final SpawnedProcess process;

	private final CompletableFuture<ProcessExit> exit;

	SpawnedBody(SpawnedProcess process, UnixListener listener, PrivateDirectory directory) {
		this.process = process;
		this.exit = process.exit().whenComplete((exit, failure) -> {
			listener.close();
			directory.close();
		});
	}

	@Override
	public long pid() {
		return this.process.pid();
	}

	@Override
	public List<String> command() {
		return this.process.command();
	}

	@Override
	public Isolation isolation() {
		return this.process.isSandboxed() ? Isolation.SANDBOX : Isolation.PROCESS;
	}

	@Override
	public CompletableFuture<ProcessExit> exit() {
		return this.exit.copy();
	}

	@Override
	public void noteDescendants() {
		this.process.noteDescendants();
	}

	@Override
	public void expect(Cause cause) {
		this.process.expect(cause);
	}

	@Override
	public void stop(Duration grace) {
		this.process.stop(grace);
	}

	@Override
	public void kill(Cause cause) {
		this.process.kill(cause);
	}

}
