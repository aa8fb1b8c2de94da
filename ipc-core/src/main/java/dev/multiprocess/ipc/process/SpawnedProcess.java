package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import org.jspecify.annotations.Nullable;

/**
 * A process that this program has started, until it is gone and reaped. For use by any
 * thread.
 *
 * <p>
 * Three daemon threads belong to it: two read its output, one waits for its end, tells
 * {@link #exit()} and ends with it.
 */
public final class SpawnedProcess {

	private static final Duration MAX_TERM_WAIT = Duration.ofSeconds(2);

	private static final Duration MIN_TERM_WAIT = Duration.ofMillis(100);

	/** A process it started may hold its output open for longer than it lives. */
	private static final Duration DRAIN_LIMIT = Duration.ofMillis(500);

	private final String name;

	private final CommandLine line;

	private final Process process;

	/** Sends signals, whereas the process itself would close its output as well. */
	private final ProcessHandle handle;

	private final OutputTail tail = new OutputTail();

	private final CompletableFuture<ProcessExit> exit = new CompletableFuture<>();

	private final AtomicReference<@Nullable Cause> asked = new AtomicReference<>();

	private final Descendants descendants;

	private volatile boolean killed;

	SpawnedProcess(String name, CommandLine line, Process process) {
		this.name = name;
		this.line = line;
		this.process = process;
		this.handle = process.toHandle();
		this.descendants = new Descendants(this.handle);
	}

	/**
	 * Starts the threads and writes the secret.
	 * @param stdinLine the first line of its standard input
	 * @param output takes what it writes
	 */
	void start(byte[] stdinLine, OutputSink.Pair output) {
		String thread = "ipc-" + this.name + "-" + pid() + "-";
		OutputPump out = new OutputPump(this.process.getInputStream(), this.tail, output.out());
		OutputPump err = new OutputPump(this.process.getErrorStream(), this.tail, output.err());
		try {
			out.start(thread + "out");
			err.start(thread + "err");
			Threads.start(thread + "exit", () -> awaitExit(out, err));
			OutputStream stdin = this.process.getOutputStream();
			stdin.write(stdinLine);
			stdin.flush();
		}
		catch (IOException ignored) {
			// It is gone already; its exit says why.
		}
		catch (Error ex) {
			this.process.destroyForcibly();
			throw ex;
		}
	}

	private void awaitExit(OutputPump out, OutputPump err) {
		int code = -1;
		try {
			code = this.process.waitFor();
			// They would hold its output open, and outlive it.
			this.descendants.kill();
			closeStdin();
			out.awaitDrained(DRAIN_LIMIT);
			err.awaitDrained(DRAIN_LIMIT);
		}
		catch (InterruptedException ignored) {
			// Nobody interrupts this thread; if somebody does, the report is poorer.
		}
		finally {
			this.exit.complete(ExitReport.of(code, blameParent(code), outputTail()));
		}
	}

	/**
	 * A signal that the parent has not sent came before what the parent asked for. But
	 * TERM may have been sent to the whole group, and it is obeyed only once the parent
	 * ends the process.
	 */
	private @Nullable Cause blameParent(int code) {
		boolean foreign = ExitReport.isSignal(code) && code != ExitReport.TERM
				&& !(code == ExitReport.KILL && this.killed);
		return foreign ? null : this.asked.get();
	}

	/** Returns the operating system's number of the process. */
	public long pid() {
		return this.process.pid();
	}

	/** Returns the program and its arguments, for messages; no secret is among them. */
	public List<String> command() {
		return this.line.command();
	}

	/**
	 * Returns the archive that it uses, or would use if it were there; null if it can use
	 * none.
	 */
	public @Nullable StartupArchive archive() {
		return this.line.archive();
	}

	/** Returns whether it was started in a sandbox. */
	public boolean isSandboxed() {
		return this.line.wrapper() != null;
	}

	/** Returns whether it has not ended. */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Returns what completes once the process is gone, reaped, and its output read.
	 * Dependents run on a thread of this process.
	 * @return a new copy; completing or cancelling it affects nobody else
	 */
	public CompletableFuture<ProcessExit> exit() {
		return this.exit.copy();
	}

	/** Returns the last 64 KiB it wrote until now. */
	public String outputTail() {
		return this.tail.text();
	}

	/**
	 * Says that the parent is about to end it. The first cause given counts, and none
	 * once it has ended.
	 * @param cause why
	 */
	public void expect(Cause cause) {
		if (isAlive()) {
			this.asked.compareAndSet(null, cause);
		}
	}

	/** Ends its standard input, which tells it that its parent is gone. */
	public void closeStdin() {
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ignored) {
			// It has ended, and its input with it.
		}
	}

	/** Tells it how long it may take to end, whatever else it has heard. */
	private void grant(Duration grace) {
		try {
			String line = TimeUnit.MILLISECONDS.convert(grace) + "\n";
			this.process.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
		}
		catch (IOException ignored) {
			// It has ended, or was told before.
		}
	}

	/**
	 * Ends the process, and those it started: closes its input, terminates it, kills it.
	 * Returns when it is gone and reaped, at once if it is. An interrupt does not end the
	 * wait but is kept.
	 * @param grace the time it has after its input is closed, and again, 2 s at most,
	 * until it is killed
	 */
	public void stop(Duration grace) {
		expect(Cause.STOPPED);
		noteDescendants();
		grant(grace);
		closeStdin();
		if (!awaitExit(grace)) {
			noteDescendants();
			this.handle.destroy();
			Duration shorter = (grace.compareTo(MAX_TERM_WAIT) < 0) ? grace : MAX_TERM_WAIT;
			if (!awaitExit((shorter.compareTo(MIN_TERM_WAIT) < 0) ? MIN_TERM_WAIT : shorter)) {
				kill(Cause.STOPPED);
			}
		}
		this.exit.join();
	}

	/**
	 * Kills the process, and those it started, without waiting for its end.
	 * @param cause why
	 */
	public void kill(Cause cause) {
		expect(cause);
		noteDescendants();
		this.killed = true;
		this.handle.destroyForcibly();
		// Looked for once more: what it has started since may still be found.
		this.descendants.kill();
	}

	/**
	 * Looks for the processes it has started; those found are killed when it ends,
	 * however it ends. To be repeated now and then.
	 */
	public void noteDescendants() {
		if (isAlive()) {
			this.descendants.note();
		}
	}

	/** Waits whether interrupted or not: join() keeps the flag. */
	private boolean awaitExit(Duration limit) {
		return this.exit.copy()
			.handle((exit, failure) -> true)
			.completeOnTimeout(false, TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS)
			.join();
	}

	@Override
	public String toString() {
		return "process '" + this.name + "' (pid " + pid() + ")";
	}

}
