package dev.multiprocess.ipc.faults;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.faults.SlowWorker.Home;
import dev.multiprocess.ipc.faults.SlowWorker.SlowInit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("S26: a worker that reaches its parent before it serves")
class SlowStartIT extends FaultTest {

	private static ProcessSpec.Builder slow(Path marks, String how) {
		return ProcessSpec.java(SlowWorker.class)
			.name("slow")
			.arguments(marks.toString(), how)
			.startupTimeout(LONG)
			.jvmArguments("-XX:TieredStopAtLevel=1");
	}

	private Ipc serving() {
		return Ipc.builder().init((Home) (callback) -> {
			callback.run();
			return ProcessHandle.current().pid();
		}).build();
	}

	private ProcessStartException assertTold(ThrowingCallable start) {
		return assertThatThrownBy(start).isInstanceOf(ProcessStartException.class)
			.hasMessageContaining("Process 'slow' failed to start: java.lang.IllegalStateException: no licence\n"
					+ "  caused by: java.lang.IllegalArgumentException: key is empty\n  command: ")
			.asInstanceOf(InstanceOfAssertFactories.type(ProcessStartException.class))
			.satisfies((failure) -> assertThat(failure).cause()
				.isInstanceOfSatisfying(RemoteCallException.class, (told) -> {
					assertThat(told.remoteType()).isEqualTo("java.lang.IllegalStateException");
					assertThat(told.remoteStackTrace()).contains("SlowWorker.fail");
				})
				.cause()
				.hasMessageContaining("key is empty"))
			.actual();
	}

	@Test
	@DisplayName("and fails in between tells why, and ends as it likes")
	void fails() {
		ProcessStartException failure = assertTold(
				() -> this.ipc.spawnProcess(slow(this.marks, "fail").build(), SlowInit.class));
		assertThat(failure.exit().orElseThrow().code()).isEqualTo(7);
		assertThat(failure.exit().orElseThrow().cause()).isEqualTo(Cause.EXITED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "exit", "fail-quietly" })
	@DisplayName("and ends in between without an error is not taken for one that does not serve parents")
	void endsWithoutError(String how) {
		assertThatThrownBy(() -> this.ipc.spawnProcess(slow(this.marks, how).build(), SlowInit.class))
			.isInstanceOf(ProcessStartException.class)
			.hasMessageContaining("exited with code 0")
			.hasMessageNotContaining("startSpawnedProcess");
	}

	@Test
	@DisplayName("and fails but does not end is killed after its grace period")
	void failsAndStays() {
		ProcessStartException failure = assertTold(() -> this.ipc.spawnProcess(
				slow(this.marks, "fail-and-stay").shutdownGracePeriod(Duration.ofMillis(100)).build(), SlowInit.class));
		assertThat(failure.exit().orElseThrow().cause()).isEqualTo(Cause.STOPPED);
	}

	@Test
	@DisplayName("calls the parent's objects and is called back in between; serving, it cannot fail to start")
	void callsBefore() {
		try (Ipc own = serving()) {
			SlowInit init = own.spawnProcess(slow(this.marks, "call").build(), SlowInit.class);
			assertThat(isMarked("called")).isTrue();
			assertThat(init.early()).isEqualTo(ProcessHandle.current().pid());
			assertThat(init.early()).isEqualTo(ProcessHandle.current().pid());
		}
	}

	@Test
	@DisplayName("and fails after it called the parent's objects tells why, too")
	void callsAndFails() {
		try (Ipc own = serving()) {
			ProcessStartException failure = assertTold(
					() -> own.spawnProcess(slow(this.marks, "call-and-fail").build(), SlowInit.class));
			assertThat(isMarked("called")).isTrue();
			assertThat(failure.exit().orElseThrow().code()).isEqualTo(7);
		}
	}

	@Test
	@DisplayName("has its start-up timeout for both")
	void timeout() {
		assertThatThrownBy(() -> this.ipc
			.spawnProcess(slow(this.marks, "wait").startupTimeout(Duration.ofSeconds(4)).build(), SlowInit.class))
			.isInstanceOf(ProcessStartException.class)
			.hasMessageContaining("did not serve within 4000 ms");
		assertThat(isMarked("reached")).isTrue();
	}

	@Test
	@DisplayName("is gone when its parent's Ipc is closed in between")
	void closedMeanwhile() throws Exception {
		CompletableFuture<Long> started = new CompletableFuture<>();
		try (Ipc own = Ipc.builder().listener(telling(started)).build()) {
			CompletableFuture<?> start = async(() -> own
				.spawnProcess(slow(this.marks, "wait").startupTimeout(Duration.ofMinutes(10)).build(), SlowInit.class));
			awaitMark("reached");
			own.close();
			assertThat(failure(start)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
		}
		awaitGone(get(started));
	}

	private static IpcListener telling(CompletableFuture<Long> started) {
		return new IpcListener() {
			@Override
			public void processStarted(IpcProcess process) {
				started.complete(process.pid());
			}
		};
	}

	@Test
	@DisplayName("S29: is gone when its parent is killed in between")
	void parentKilled() throws Exception {
		Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), WaitingParent.class.getName(), this.marks.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (BufferedReader output = parent.inputReader()) {
			long worker = Long.parseLong(output.readLine());
			awaitMark("reached");
			assertThat(isGone(worker)).isFalse();
			parent.destroyForcibly().waitFor();
			awaitGone(worker);
		}
		finally {
			parent.descendants().forEach(ProcessHandle::destroyForcibly);
			parent.destroyForcibly().waitFor();
		}
	}

	/** A parent that is going to be killed while it waits. */
	static final class WaitingParent {

		private WaitingParent() {
		}

		public static void main(String[] args) throws Exception {
			CompletableFuture<Long> started = new CompletableFuture<>();
			started.thenAccept(System.out::println);
			Ipc.builder()
				.listener(telling(started))
				.build()
				.spawnProcess(slow(Path.of(args[0]), "wait").build(), SlowInit.class);
			new CountDownLatch(1).await();
		}

	}

}
