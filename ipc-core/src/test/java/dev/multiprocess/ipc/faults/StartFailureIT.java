package dev.multiprocess.ipc.faults;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.UnsupportedInterfaceException;
import dev.multiprocess.ipc.protocol.Door;
import dev.multiprocess.ipc.protocol.LyingWorker;
import dev.multiprocess.ipc.testing.CalculatorInit;
import dev.multiprocess.ipc.testing.CalculatorWorker;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("S26: a start fails")
class StartFailureIT extends FaultTest {

	/** Long enough for a JVM to start on a busy machine and do what it is to do. */
	private static final Duration STARTUP = Duration.ofSeconds(4);

	private AbstractThrowableAssert<?, ? extends Throwable> assertFails(ProcessSpec.Builder spec) {
		return assertThatThrownBy(() -> this.ipc.spawnProcess(spec.name("victim").build(), FaultsInit.class))
			.isInstanceOf(ProcessStartException.class)
			.hasMessageContaining("Process 'victim'");
	}

	private static ProcessSpec.Builder lying(String how) {
		return ProcessSpec.java(LyingWorker.class).arguments(how).startupTimeout(LONG);
	}

	@Test
	@DisplayName("if the program does not exist")
	void programNotFound() {
		assertFails(ProcessSpec.command("no-such-program")).hasMessageContaining("no-such-program")
			.hasMessageContaining("PATH");
	}

	@Test
	@DisplayName("if the jar does not exist")
	void jarMissing() {
		Path jar = this.marks.resolve("no.jar");
		assertFails(ProcessSpec.jar(jar)).hasMessageContaining(jar.toString());
	}

	@Test
	@DisplayName("if the main class throws, with its stack trace")
	void mainThrows() {
		assertFails(ProcessSpec.java(Throwing.class)).hasMessageContaining("exited with code 1")
			.hasMessageContaining("the configuration is missing")
			.hasMessageContaining("Throwing.main");
	}

	/** A program that does not get far. */
	static final class Throwing {

		private Throwing() {
		}

		public static void main(String[] args) {
			throw new IllegalStateException("the configuration is missing");
		}

	}

	@Test
	@DisplayName("if there is no such main class, naming it")
	void noMainClass() {
		assertFails(ProcessSpec.java("no.such.Main").classPath(this.marks)).hasMessageContaining("no.such.Main")
			.hasMessageContaining("exited with code 1");
	}

	@Test
	@DisplayName("if the program exits early, with code and last output")
	void exitsEarly() {
		assertFails(ProcessSpec.command("sh", "-c", "echo no license >&2; exit 3")).hasMessageContaining("code 3")
			.hasMessageContaining("no license")
			.hasMessageContaining("sh -c")
			.isInstanceOfSatisfying(ProcessStartException.class, (ex) -> {
				assertThat(ex.exit().orElseThrow().cause()).isEqualTo(Cause.EXITED);
				assertThat(ex.outputTail()).contains("no license");
			});
	}

	@Test
	@DisplayName("if the program never connects")
	void neverConnects() {
		assertFails(ProcessSpec.command("sh", "-c", "echo still here; exec sleep 1000")
			.startupTimeout(Duration.ofMillis(500))).hasMessageContaining("did not serve within 500 ms")
			.hasMessageContaining("still here");
	}

	@Test
	@DisplayName("if the program does not know the secret")
	void wrongSecret() {
		assertFails(lying("wrong-secret")).hasMessageContaining("does not know the secret")
			.hasMessageContaining("exited with code 9");
	}

	@Test
	@DisplayName("if the program speaks another version, naming both")
	void wrongVersion() {
		assertFails(lying("wrong-version")).hasMessageContaining("version 99")
			.hasMessageContaining("this program version 5")
			.hasMessageContaining("same version of ipc-core");
	}

	@Test
	@DisplayName("if the program speaks something else")
	void garbage() {
		assertFails(lying("garbage")).hasMessageContaining("does not speak this protocol");
	}

	@Test
	@DisplayName("if the program is killed between connecting and its hello")
	void killedBeforeHello() {
		assertFails(lying("die-before-hello")).hasMessageContaining("killed by signal 9");
	}

	@Test
	@DisplayName("if the program says hello and nothing more")
	void silentAfterHello() {
		assertThatThrownBy(() -> this.ipc
			.spawnProcess(lying("silent-after-hello").name("victim").startupTimeout(STARTUP).build(), Door.class))
			.isInstanceOf(ProcessStartException.class)
			.hasMessageContaining("did not");
	}

	@Test
	@DisplayName("not because of strangers who connect first and talk nonsense, or stay silent")
	void strangers() {
		FaultsInit init = this.ipc.spawnProcess(lying("strangers").build(), FaultsInit.class);
		assertThat(init.makeFaults().echo("through")).isEqualTo("through");
		init.close();
	}

	@Test
	@DisplayName("if the program serves something else, naming what")
	void unsupported() {
		assertThatThrownBy(
				() -> this.ipc.spawnProcess(ProcessSpec.java(CalculatorWorker.class).build(), FaultsInit.class))
			.isInstanceOf(UnsupportedInterfaceException.class)
			.hasMessageContaining(FaultsInit.class.getName())
			.hasMessageContaining(CalculatorInit.class.getName());
	}

	@Test
	@DisplayName("if the waiting thread is interrupted, whose flag stays set")
	void interrupted() throws Exception {
		AtomicReference<Thread> starter = new AtomicReference<>();
		CountDownLatch started = new CountDownLatch(1);
		IpcListener listener = new IpcListener() {
			@Override
			public void processStarted(IpcProcess process) {
				started.countDown();
			}
		};
		try (Ipc own = Ipc.builder().listener(listener).build()) {
			ProcessSpec spec = ProcessSpec.command("sh", "-c", "exec sleep 1000").startupTimeout(LONG).build();
			CompletableFuture<Boolean> flag = async(() -> {
				starter.set(Thread.currentThread());
				assertThatThrownBy(() -> own.spawnProcess(spec, FaultsInit.class))
					.isInstanceOf(ProcessStartException.class)
					.hasMessageContaining("interrupted");
				return Thread.currentThread().isInterrupted();
			});
			await(started);
			starter.get().interrupt();
			assertThat(get(flag)).isTrue();
		}
	}

	@Test
	@DisplayName("at once if the Ipc is closed meanwhile")
	void closedMeanwhile() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		IpcListener listener = new IpcListener() {
			@Override
			public void processStarted(IpcProcess process) {
				started.countDown();
			}
		};
		try (Ipc own = Ipc.builder().listener(listener).build()) {
			ProcessSpec spec = ProcessSpec.command("sh", "-c", "exec sleep 1000").startupTimeout(LONG).build();
			CompletableFuture<FaultsInit> start = async(() -> own.spawnProcess(spec, FaultsInit.class));
			await(started);
			own.close();
			assertThat(start.handle((init, ex) -> ex).get(LONG.toSeconds() / 2, TimeUnit.SECONDS))
				.isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("closed");
		}
	}

	@Test
	@DisplayName("before anything is started if the Ipc is closed")
	void closedBefore() {
		AtomicReference<Object> seen = new AtomicReference<>();
		IpcListener listener = new IpcListener() {
			@Override
			public void processStarted(IpcProcess process) {
				seen.set(process);
			}
		};
		Ipc own = Ipc.builder().listener(listener).process(worker().name("known").build()).build();
		FaultsInit root = own.root("known", FaultsInit.class);
		own.close();
		assertThatThrownBy(() -> own.spawnProcess(worker().build(), FaultsInit.class)).hasMessageContaining("closed");
		assertThatThrownBy(() -> own.spawnProcess("known", FaultsInit.class)).hasMessageContaining("closed");
		assertThatThrownBy(root::makeFaults).isInstanceOf(IpcException.class).hasMessageContaining("known");
		assertThatThrownBy(() -> own.start("known")).isInstanceOf(IpcException.class);
		assertThat(seen).hasValue(null);
	}

	@Test
	@DisplayName("S39: of a liar in a proven connection, who is killed and reported; others notice nothing")
	void liar() throws Exception {
		AtomicReference<ProtocolException> reported = new AtomicReference<>();
		AtomicReference<ProcessExit> exited = new AtomicReference<>();
		CountDownLatch exit = new CountDownLatch(1);
		IpcListener listener = new IpcListener() {
			@Override
			public void violation(IpcProcess process, ProtocolException violation) {
				reported.set(violation);
			}

			@Override
			public void processExited(IpcProcess process, ProcessExit how) {
				if (process.name().equals("liar")) {
					exited.set(how);
					exit.countDown();
				}
			}
		};
		try (Ipc own = Ipc.builder().listener(listener).build()) {
			FaultsInit honest = own.spawnProcess(worker().name("honest").build(), FaultsInit.class);
			Door door = own.spawnProcess(lying("lie-in-reply").name("liar").build(), Door.class);
			assertThatThrownBy(door::count).isInstanceOf(ProtocolException.class);
			await(exit);
			assertThat(exited.get().cause()).isEqualTo(Cause.VIOLATION);
			assertThat(reported.get()).hasMessageContaining("while call");
			assertThatThrownBy(door::count).isInstanceOf(ProtocolException.class).hasMessageContaining("liar");
			assertThat(honest.makeFaults().echo("undisturbed")).isEqualTo("undisturbed");
		}
	}

	@Test
	@DisplayName("S31: of a program that was given a malformed address")
	void malformedArgument() {
		for (List<String> arguments : List.of(List.of("-ipc"), List.of("-ipc", "tcp:x"), List.of("-ipc", "unix:"))) {
			assertThatThrownBy(() -> this.ipc.startSpawnedProcess(arguments.toArray(String[]::new)))
				.isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("-ipc")
				.hasMessageContaining("unix:<path>");
		}
	}

	@Test
	@DisplayName("S31: not of a program that was not spawned, which nothing happens to")
	void notSpawned() {
		InputStream stdin = System.in;
		assertThat(this.ipc.startSpawnedProcess()).isEmpty();
		assertThat(this.ipc.startSpawnedProcess("--ipc", "unix:/x", "-ipcx")).isEmpty();
		assertThat(System.in).isSameAs(stdin);
	}

	@Test
	@DisplayName("if the program starts itself again and again, and not more than four times")
	void startsItself() {
		assertThatThrownBy(() -> this.ipc.spawnProcess(SelfStarter.spec(), Init.class))
			.isInstanceOf(ProcessStartException.class)
			.hasMessageContaining("4 processes stand above this one already; does the program start itself?");
	}

	@Test
	@DisplayName("S31: of a spawned program that somebody starts by hand, without the secret")
	void byHand() {
		InputStream stdin = System.in;
		try {
			System.setIn(new ByteArrayInputStream("hello?\n".getBytes()));
			assertThatThrownBy(() -> this.ipc.startSpawnedProcess("-ipc", "unix:/nowhere/s"))
				.isInstanceOf(IpcException.class)
				.hasMessageContaining("started by hand")
				.hasMessageContaining("leave '-ipc' away");
		}
		finally {
			System.setIn(stdin);
		}
	}

}
