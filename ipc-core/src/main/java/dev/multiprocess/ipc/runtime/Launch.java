package dev.multiprocess.ipc.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.Program;
import dev.multiprocess.ipc.SandboxException;
import dev.multiprocess.ipc.TransportType;
import dev.multiprocess.ipc.process.ArchiveDraft;
import dev.multiprocess.ipc.process.Bubblewrap;
import dev.multiprocess.ipc.process.PrivateDirectory;
import dev.multiprocess.ipc.process.Secret;
import dev.multiprocess.ipc.process.SpawnArguments;
import dev.multiprocess.ipc.process.SpawnedProcess;
import dev.multiprocess.ipc.process.Spawner;
import dev.multiprocess.ipc.process.StartupArchive;
import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.ConnectionSettings;
import dev.multiprocess.ipc.protocol.Rendezvous;
import dev.multiprocess.ipc.runtime.Wiring.End;
import dev.multiprocess.ipc.transport.SharedMemory;
import dev.multiprocess.ipc.transport.UnixListener;
import org.jspecify.annotations.Nullable;

/**
 * Starts one process and waits until it serves, or undoes everything. Used once.
 */
final class Launch {

	/** Longer than the exit of a process takes to be seen after that of its socket. */
	private static final long EXIT_MILLIS = 1000;

	/** Those of calls that were given up count as well, until they have ended. */
	private static final int SPARE_LANES = 16;

	private final Wiring wiring;

	private final ProcessSpec spec;

	private final int depth;

	private final RunningProcess process;

	private final @Nullable ArchiveDraft draft;

	private List<String> command = List.of();

	private @Nullable StartupArchive archive;

	private boolean suspect;

	Launch(Wiring wiring, ProcessSpec spec, int depth) {
		this(wiring, spec, depth, null);
	}

	/**
	 * Creates a launch.
	 * @param wiring what connections share
	 * @param spec what to run
	 * @param depth the number of parents above this program
	 * @param draft the archive that the process is to make, or null
	 */
	Launch(Wiring wiring, ProcessSpec spec, int depth, @Nullable ArchiveDraft draft) {
		this.draft = draft;
		this.wiring = wiring;
		this.spec = spec;
		this.depth = depth;
		this.process = new RunningProcess(spec, wiring);
	}

	/**
	 * Starts the process.
	 * @return the process, serving
	 * @throws ProcessStartException if it does not come up; nothing is left of it
	 */
	RunningProcess run() {
		Rendezvous rendezvous = (this.spec.program() instanceof Program.InProcess program) ? meetInProcess(program)
				: spawn();
		awaitServing(rendezvous);
		return this.process;
	}

	/**
	 * Returns the archive that the process uses, or would use if it were there; null if
	 * it can use none.
	 */
	@Nullable StartupArchive archive() {
		return this.archive;
	}

	/**
	 * Returns whether it failed since the process crashed with an archive, which is not
	 * used any more. It may have been the archive's fault.
	 */
	boolean isArchiveSuspect() {
		return this.suspect;
	}

	/** Gives up: the process is killed, and {@link #run} fails. */
	void cancel() {
		this.process.cancelStart();
	}

	private Rendezvous meetInProcess(Program.InProcess program) {
		byte[] secret = Secret.draw();
		InProcessBody body = new InProcessBody(this.wiring, this.spec);
		Rendezvous rendezvous = new Rendezvous(settings(secret, body.exit(), null));
		try {
			body.start(program, rendezvous, secret, this.depth + 1);
		}
		catch (IOException | RuntimeException ex) {
			throw new ProcessStartException(this.spec.name(), "could not be made: " + ex.getMessage(), List.of(), null,
					ex);
		}
		this.process.started(body);
		return rendezvous;
	}

	private Rendezvous spawn() {
		PrivateDirectory directory = PrivateDirectory.create();
		UnixListener listener = null;
		try {
			listener = UnixListener.bind(directory.socket());
			SpawnArguments arguments = SpawnArguments.create("unix:" + directory.socket());
			CompletableFuture<ProcessExit> exit = new CompletableFuture<>();
			Rendezvous rendezvous = new Rendezvous(settings(arguments.secret(), exit, memory(directory.path())));
			listener.start(this.spec.name(), rendezvous::accept);
			SpawnedProcess spawned = Spawner.spawn(this.spec, arguments, directory.path(), this.draft);
			this.command = spawned.command();
			this.archive = spawned.archive();
			SpawnedBody body = new SpawnedBody(spawned, listener, directory);
			body.exit().thenAccept(exit::complete);
			this.process.started(body);
			return rendezvous;
		}
		catch (IOException ex) {
			undo(listener, directory);
			throw new ProcessStartException(this.spec.name(),
					"was not started: its socket " + directory.socket() + " cannot be bound (" + ex.getMessage() + ")",
					List.of(), null, ex);
		}
		catch (RuntimeException | Error ex) {
			undo(listener, directory);
			throw ex;
		}
	}

	private static void undo(@Nullable UnixListener listener, PrivateDirectory directory) {
		if (listener != null) {
			listener.close();
		}
		directory.close();
	}

	private @Nullable SharedMemory memory(Path directory) {
		return (this.spec.transport() != TransportType.SOCKET && SharedMemory.isSupported())
				? SharedMemory.in(directory, 2 * this.spec.maxConcurrentCalls() + SPARE_LANES) : null;
	}

	private ConnectionSettings settings(byte[] secret, CompletableFuture<ProcessExit> exit,
			@Nullable SharedMemory memory) {
		return this.wiring.connection(new End(this.spec.name(), this.spec.name(), this.depth, secret,
				this.wiring.settings().init(), memory, this.spec.maxConcurrentCalls(),
				this.wiring.settings().callTimeouts(this.spec), this.spec.shutdownGracePeriod(), exit, this.process));
	}

	/**
	 * Waits for the connection, the peer's hello, the end of the process, or the end of
	 * its time.
	 */
	private void awaitServing(Rendezvous rendezvous) {
		CompletableFuture<Connection> serving = rendezvous.connected()
			.thenCompose((connection) -> connection.peer().thenApply((peer) -> connection));
		Duration timeout = this.spec.startupTimeout();
		try {
			CompletableFuture.anyOf(serving, this.process.exit())
				.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
			if (serving.isDone() && !serving.isCompletedExceptionally()) {
				this.wiring.partners().connected(serving.join());
				this.process.ready(serving.join());
				return;
			}
			throw ended(rendezvous, serving);
		}
		catch (TimeoutException ex) {
			throw failed(rendezvous, "did not serve within " + TimeUnit.MILLISECONDS.convert(timeout) + " ms", null);
		}
		catch (ExecutionException ex) {
			throw disconnected(rendezvous, serving, ex.getCause());
		}
		catch (InterruptedException ex) {
			ProcessStartException failure = failed(rendezvous, "was not waited for: the thread was interrupted", ex);
			Thread.currentThread().interrupt();
			throw failure;
		}
	}

	private ProcessStartException ended(Rendezvous rendezvous, CompletableFuture<Connection> serving) {
		if (rendezvous.isMet()) {
			// What it told before may not have been read yet.
			await(serving, Duration.ofMillis(EXIT_MILLIS));
		}
		ToldFailure told = ToldFailure.of(serving);
		return (told != null) ? failed(rendezvous, told.reason(), told.cause())
				: failed(rendezvous, "ended before it served", null);
	}

	private ProcessStartException disconnected(Rendezvous rendezvous, CompletableFuture<Connection> serving,
			@Nullable Throwable cause) {
		ToldFailure told = ToldFailure.of(serving);
		// A connection ends most often because its process does, whose exit then says
		// more than that it was killed for it. One that knows that it fails has a report
		// to write and things to close.
		await(this.process.exit(), (told != null) ? this.spec.shutdownGracePeriod() : Duration.ofMillis(EXIT_MILLIS));
		return (told != null) ? failed(rendezvous, told.reason(), told.cause())
				: failed(rendezvous, "ended its connection before it served", cause);
	}

	private static void await(CompletableFuture<?> end, Duration limit) {
		end.handle((value, failure) -> true)
			.completeOnTimeout(false, TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS)
			.join();
	}

	private ProcessStartException failed(Rendezvous rendezvous, String what, @Nullable Throwable cause) {
		String reason = what
				+ ((rendezvous.refusal() != null) ? "; a connection was refused: " + rendezvous.refusal() : "");
		this.process.kill();
		ProcessExit exit = this.process.exit().join();
		rendezvous.connected().thenAccept(Connection::lost);
		this.suspect = this.archive != null && this.archive.discardAfter(exit);
		if (exit.code() == 0 && !exit.expected() && !rendezvous.isMet() && rendezvous.refusal() == null) {
			reason += ", without an error: does it call Ipc.startSpawnedProcess, or carry @EnableSpawnedProcess?";
		}
		String unboxed = Bubblewrap.failure(this.spec, exit);
		return (unboxed != null) ? new SandboxException(this.spec.name(), unboxed, this.command, exit, cause)
				: new ProcessStartException(this.spec.name(), reason, this.command, exit, cause);
	}

}
