package dev.multiprocess.ipc.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.StartupCache;
import dev.multiprocess.ipc.process.StartupArchive;
import dev.multiprocess.ipc.testing.Calculator;
import dev.multiprocess.ipc.testing.CalculatorInit;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Jars;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The training of a process")
@ExtendWith(LeftoverCheck.class)
class TrainingIT {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private final IpcSettings settings = new DefaultIpcBuilder().settings();

	private final Wiring wiring = new Wiring(this.settings);

	@TempDir
	private Path folder;

	private ProcessSpec spec;

	private RunningProcess running;

	private StartupArchive archive;

	@BeforeEach
	void start() throws Exception {
		this.spec = ProcessSpec.java(HangingWorker.class)
			.classPath(Jars.ofClassPath(this.folder))
			.cache(StartupCache.in(this.folder.resolve("cache")))
			.build();
		Launch launch = new Launch(this.wiring, this.spec, 0);
		this.running = launch.run();
		this.archive = launch.archive();
		assertThat(this.archive).isNotNull();
	}

	@AfterEach
	void stop() {
		this.running.stop();
		this.wiring.partners().close();
		this.wiring.close();
	}

	@Test
	@DisplayName("ends if the process hangs, without an archive, and is not tried again")
	void hanging() {
		List<Thread> threads = new CopyOnWriteArrayList<>();
		offer(new Training(this.settings, LIMIT, (task) -> {
			threads.add(new Thread(task));
			return threads.get(0);
		}));
		Eventually.until(() -> "a training in " + scratch(), () -> scratch() == 1);
		Eventually.until(() -> "still training", () -> !threads.get(0).isAlive());
		assertThat(scratch()).isZero();
		assertThat(this.archive.isMade()).isFalse();
		assertThat(this.archive.claim()).isFalse();
	}

	@Test
	@DisplayName("is left for later when no thread can be had for it, and nothing fails for that")
	void noThread() {
		ThreadFactory none = (task) -> {
			throw new OutOfMemoryError("on purpose");
		};
		offer(new Training(this.settings, LIMIT, none));
		assertThat(this.archive.claim()).isTrue();
		this.archive.unclaim();
	}

	private void offer(Training training) {
		training.offer(this.archive, this.spec, 0, () -> Set.of(Calculator.class));
	}

	private long scratch() {
		try (Stream<Path> entries = Files.list(this.folder.resolve("cache"))) {
			return entries.filter((entry) -> entry.getFileName().toString().startsWith("ipc-")).count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Makes nothing. */
	static final class HangingWorker {

		private HangingWorker() {
		}

		public static void main(String[] args) {
			Ipc ipc = Ipc.builder().init((CalculatorInit) HangingWorker::hang).build();
			ipc.startSpawnedProcess(args).ifPresent(System::exit);
		}

		private static Calculator hang() {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return Integer::sum;
		}

	}

}
