package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * Ends this process when the process that spawned it is gone, in whatever state both are.
 *
 * <p>
 * Standard input ends with the parent. One thread waits for that and runs the callback,
 * which ends the process in order; another one, which needs nobody's help, halts the JVM
 * if that takes too long. TERM is obeyed once the parent is gone: until then it is up to
 * the parent to end this process. For use by any thread.
 */
public final class ParentWatch {

	/** Of the 2 s after which a process is to be gone. */
	private static final Duration DEFAULT_GRACE = Duration.ofMillis(1500);

	private final InputStream stdin;

	private final Runnable parentGone;

	private final Watchdog watchdog;

	private volatile Duration grace = DEFAULT_GRACE;

	private volatile boolean gone;

	private ParentWatch(InputStream stdin, Runnable parentGone, IntConsumer halt) {
		this.stdin = stdin;
		this.parentGone = parentGone;
		this.watchdog = new Watchdog(halt);
	}

	/**
	 * Takes over standard input, once the secret has been read from it; the program finds
	 * an empty one. What else may arrive is ignored.
	 * @param stdin the standard input
	 * @param parentGone run once, on a thread of this object, when the parent is gone
	 * @return the watch
	 */
	public static ParentWatch start(InputStream stdin, Runnable parentGone) {
		ParentWatch watch = start(stdin, parentGone, (status) -> Runtime.getRuntime().halt(status));
		if (System.in == stdin) {
			System.setIn(InputStream.nullInputStream());
		}
		TermSignal.handle(watch::terminate);
		return watch;
	}

	/**
	 * Starts a watch that leaves the JVM alone.
	 * @param stdin the stream to watch
	 * @param parentGone run when it ends
	 * @param halt gets the exit code when the time is up
	 * @return the watch
	 */
	static ParentWatch start(InputStream stdin, Runnable parentGone, IntConsumer halt) {
		ParentWatch watch = new ParentWatch(stdin, parentGone, halt);
		watch.watchdog.start();
		Threads.start("ipc-parent-watch", watch::run);
		return watch;
	}

	private void run() {
		byte[] bytes = new byte[256];
		long number = 0;
		try {
			int length = 0;
			while (length >= 0) {
				for (int i = 0; i < length; i++) {
					number = next(number, bytes[i]);
				}
				length = this.stdin.read(bytes);
			}
		}
		catch (IOException ignored) {
			// Without standard input there is no parent.
		}
		this.gone = true;
		exit();
		this.parentGone.run();
	}

	/** Reads the lines without memory, which may have run out. */
	private long next(long number, byte character) {
		if (character >= '0' && character <= '9') {
			return number * 10 + character - '0';
		}
		if (character == '\n') {
			granted(number);
		}
		return 0;
	}

	/**
	 * Takes in how long the parent will wait. It has said so by its goodbye as well, but
	 * on a busy machine the end of standard input may be seen before that.
	 */
	private void granted(long millis) {
		try {
			Duration granted = Duration.ofMillis(millis);
			if (granted.compareTo(this.grace) > 0) {
				this.grace = granted;
			}
		}
		catch (OutOfMemoryError ignored) {
			// Then it ends sooner.
		}
	}

	/**
	 * Sets how long this process may take to end. A parent that said goodbye is there to
	 * see to the rest, so more than the default of 1.5 s does no harm then.
	 * @param grace the time until the JVM is halted
	 */
	public void grace(Duration grace) {
		this.grace = grace;
	}

	/** Halts the JVM unless it ends in the time that it may take. */
	public void exit() {
		exitWithin(this.grace);
	}

	/**
	 * Halts the JVM unless it has ended by then. Of several times the earliest counts.
	 * @param limit the time from now
	 */
	void exitWithin(Duration limit) {
		this.watchdog.haltWithin(limit);
	}

	/** Returns whether standard input has ended. */
	public boolean isParentGone() {
		return this.gone;
	}

	private void terminate() {
		if (this.gone) {
			Runtime.getRuntime().exit(ExitReport.TERM);
		}
	}

}
