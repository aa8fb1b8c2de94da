package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.Program;
import dev.multiprocess.ipc.Supervision;
import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.Heartbeat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a process for signs of life, and says when there are none any more. Safe for use
 * by any number of threads.
 *
 * <p>
 * Silence is counted in the times between two looks, not by the clock: when this program
 * itself was stopped for a while, the process has its full time to answer. Intervals of a
 * second or more end at whole seconds, so that many processes cause one wake-up.
 */
final class Liveness {

	private static final Logger logger = LoggerFactory.getLogger(Liveness.class);

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final List<String> JVM_OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

	private final Connection connection;

	private final long interval;

	private final long timeout;

	private final Runnable looking;

	private final Runnable hung;

	@GuardedBy("this")
	private long silence;

	@GuardedBy("this")
	private CompletableFuture<Boolean> next = new CompletableFuture<>();

	@GuardedBy("this")
	private boolean ended;

	private Liveness(Connection connection, Pulse pulse, Runnable looking, Runnable hung) {
		this.connection = connection;
		this.interval = saturated(pulse.interval());
		this.timeout = saturated(pulse.timeout());
		this.looking = looking;
		this.hung = hung;
	}

	/**
	 * How often to ask, and how long to wait.
	 *
	 * @param interval the time between two questions, zero for never
	 * @param timeout how long there may be no answer, zero for ever
	 */
	record Pulse(Duration interval, Duration timeout) {

		/** What holds unless said otherwise. */
		static final Pulse DEFAULT = new Pulse(Duration.ofSeconds(10), Duration.ofSeconds(30));

		static Pulse of(Supervision supervision) {
			return new Pulse(supervision.livenessInterval(), supervision.livenessTimeout());
		}

		boolean isWanted() {
			return !this.interval.isZero() && !this.timeout.isZero();
		}

	}

	private static long saturated(Duration time) {
		return Math.min(TimeUnit.NANOSECONDS.convert(time), TimeUnit.DAYS.toNanos(36_500));
	}

	/**
	 * Watches a process that was started here until its connection ends.
	 * @param connection the connection to it
	 * @param spec says how often to ask, and how long to wait
	 * @param looking runs at each look
	 * @param hung runs once if it does not answer in time; like the other one on a thread
	 * that must not be held up
	 */
	static void watch(Connection connection, ProcessSpec spec, Runnable looking, Runnable hung) {
		if (isWatched(spec)) {
			watch(connection, Pulse.of(spec.supervision()), looking, hung);
		}
	}

	/** Watches any process alike. */
	static void watch(Connection connection, Pulse pulse, Runnable looking, Runnable hung) {
		if (pulse.isWanted()) {
			Liveness liveness = new Liveness(connection, pulse, looking, hung);
			liveness.look(0);
			connection.whenDisconnected().thenRun(liveness::end);
		}
	}

	/** Whoever debugs a process stops it for as long as it takes. */
	static boolean isWatched(ProcessSpec spec) {
		return Pulse.of(spec.supervision()).isWanted() && !(spec.program() instanceof Program.InProcess)
				&& options(spec).noneMatch((option) -> option.contains("jdwp"));
	}

	private static Stream<String> options(ProcessSpec spec) {
		Stream<String> words = (spec.program() instanceof Program.Command command) ? command.command().stream()
				: spec.jvmArguments().stream();
		Stream<String> inherited = JVM_OPTIONS.stream()
			.filter(spec.inheritedEnvironment()::contains)
			.map((name) -> System.getenv().getOrDefault(name, ""));
		Stream<String> given = JVM_OPTIONS.stream().map((name) -> spec.environment().getOrDefault(name, ""));
		return Stream.of(words, inherited, given).flatMap((options) -> options);
	}

	/**
	 * Looks for the answer, and asks again.
	 * @param waited the time since the last look, in nanoseconds
	 */
	private synchronized void look(long waited) {
		if (this.ended) {
			return;
		}
		this.silence = Heartbeat.isAnswered(this.connection) ? 0 : this.silence + waited;
		if (this.silence >= this.timeout && isDone(this.hung)) {
			this.ended = true;
			return;
		}
		Heartbeat.ask(this.connection);
		isDone(this.looking);
		long left = this.timeout - this.silence;
		long wait = (left > 0) ? Math.min(this.interval, left) : this.interval;
		CompletableFuture<Boolean> next = new CompletableFuture<>();
		this.next = next.completeOnTimeout(true, untilTick(wait), TimeUnit.NANOSECONDS);
		next.thenAccept((due) -> {
			if (due) {
				look(wait);
			}
		});
	}

	/** There may not be one more thread for it; there may be at the next look. */
	private static boolean isDone(Runnable action) {
		try {
			action.run();
			return true;
		}
		catch (RuntimeException | Error ex) {
			logger.warn("A process could not be looked after, which is tried again", ex);
			return false;
		}
	}

	private static long untilTick(long wait) {
		return (wait < SECOND) ? wait : wait + Math.floorMod(-(System.nanoTime() + wait), SECOND);
	}

	private synchronized void end() {
		this.ended = true;
		this.next.complete(false);
	}

}
