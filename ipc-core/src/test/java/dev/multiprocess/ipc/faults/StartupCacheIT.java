package dev.multiprocess.ipc.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.StartupCache;
import dev.multiprocess.ipc.testing.CalculatorInit;
import dev.multiprocess.ipc.testing.CalculatorWorker;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Jars;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.ProcessEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A start-up cache")
@ExtendWith(LeftoverCheck.class)
class StartupCacheIT {

	@TempDir
	private Path folder;

	private Path cache;

	private Path[] classPath;

	@BeforeEach
	void makeJars() throws Exception {
		this.cache = this.folder.resolve("cache");
		this.classPath = Jars.ofClassPath(this.folder);
	}

	@Test
	@DisplayName("is made while the first process runs, unseen by listeners, and used by the next one")
	void used() throws Exception {
		ProcessEvents events = new ProcessEvents();
		try (Ipc ipc = Ipc.builder().listener(events).build()) {
			ipc.spawnProcess(worker().build(), CalculatorInit.class);
			assertThat(loadedFromArchive()).isFalse();
			Path archive = awaitArchive();
			assertThat(ipc.spawnProcess(worker().build(), CalculatorInit.class).makeCalculator().add(1, 2))
				.isEqualTo(3);
			assertThat(loadedFromArchive()).isTrue();
			ipc.spawnProcess(worker().build(), CalculatorInit.class);
			assertThat(archives()).containsExactly(archive);
		}
		assertThat(events.started()).hasSize(3).allMatch((process) -> process.name().equals("CalculatorWorker"));
		assertThat(scratch()).isEmpty();
	}

	@Test
	@DisplayName("of which bytes are broken or missing is not used but made anew")
	void broken() throws Exception {
		try (Ipc ipc = Ipc.builder().build()) {
			ipc.spawnProcess(worker().build(), CalculatorInit.class);
			Path archive = awaitArchive();
			byte[] bytes = Files.readAllBytes(archive);
			for (int i = bytes.length / 2; i < bytes.length; i += 1000) {
				bytes[i] ^= 0x55;
			}
			Files.write(archive, bytes);
			ipc.spawnProcess(worker().build(), CalculatorInit.class);
			assertThat(loadedFromArchive()).isFalse();
			Files.write(awaitArchive(), Arrays.copyOf(bytes, bytes.length / 3));
			ipc.spawnProcess(worker().build(), CalculatorInit.class);
			assertThat(loadedFromArchive()).isFalse();
			awaitArchive();
			ipc.spawnProcess(worker().build(), CalculatorInit.class);
			assertThat(loadedFromArchive()).isTrue();
		}
	}

	@Test
	@DisplayName("with which a process crashes is given up, and the process started without")
	void crashing() throws Exception {
		try (Ipc ipc = Ipc.builder().build()) {
			ipc.spawnProcess(worker().build(), CalculatorInit.class);
			Path archive = awaitArchive();
			byte[] bytes = Files.readAllBytes(archive);
			bytes = Arrays.copyOf(bytes, bytes.length / 3);
			Files.write(archive, bytes);
			CRC32C checksum = new CRC32C();
			checksum.update(bytes);
			String name = archive.getFileName().toString();
			Files.move(archive, archive.resolveSibling(name.substring(0, name.indexOf('.')) + "."
					+ String.format("%08x", checksum.getValue()) + name.substring(name.lastIndexOf('.'))));
			assertThat(ipc.spawnProcess(worker().build(), CalculatorInit.class).makeCalculator().add(1, 2))
				.isEqualTo(3);
			assertThat(loadedFromArchive()).isFalse();
			// Java 25 sees by itself that something is missing, and does without.
			assertThat(archives()).hasSize((Runtime.version().feature() < 25) ? 0 : 1);
		}
	}

	@Test
	@DisplayName("that is being made holds up nobody, and goes with its program")
	void closed() throws Exception {
		try (Ipc ipc = Ipc.builder().build()) {
			ipc.spawnProcess(worker().build(), CalculatorInit.class);
			Eventually.until(() -> "a training behind all others",
					() -> ProcessHandle.current()
						.descendants()
						.anyMatch((process) -> process.info().commandLine().orElse("").contains(this.cache + "/ipc-")
								&& nice(process.pid()) == 19));
			assertThat(scratch()).hasSize(1);
		}
		assertThat(scratch()).isEmpty();
		assertThat(archives()).isEmpty();
		try (Ipc ipc = Ipc.builder().build()) {
			ipc.spawnProcess(worker().build(), CalculatorInit.class);
			awaitArchive();
		}
	}

	@Test
	@DisplayName("is not made for a class path with folders, nor without a safe place, which is said once")
	void unfit() throws Exception {
		Logger logger = (Logger) LoggerFactory.getLogger("dev.multiprocess.ipc.process.StartupArchive");
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.addAppender(log);
		logger.setLevel(Level.INFO);
		Path file = Files.createFile(this.folder.resolve("file"));
		try (Ipc ipc = Ipc.builder().build()) {
			for (int i = 0; i < 2; i++) {
				ipc.spawnProcess(ProcessSpec.java(CalculatorWorker.class).cache(StartupCache.in(this.cache)).build(),
						CalculatorInit.class);
				ipc.spawnProcess(worker().cache(StartupCache.in(file)).build(), CalculatorInit.class);
			}
		}
		finally {
			logger.detachAppender(log);
			logger.setLevel(null);
		}
		assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage)
			.satisfiesExactly((message) -> assertThat(message).contains("'CalculatorWorker'", "folder, "),
					(message) -> assertThat(message).contains("'CalculatorWorker'", file + " is no folder"));
		assertThat(archives()).isEmpty();
	}

	private static int nice(long pid) {
		try {
			String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
			return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
		}
		catch (IOException ex) {
			return 0;
		}
	}

	private ProcessSpec.Builder worker() {
		return ProcessSpec.java(CalculatorWorker.class)
			.classPath(this.classPath)
			.workingDirectory(this.folder)
			.jvmArguments("-Xmx64m", "-Xlog:class+load:file=classes-%p")
			.cache(StartupCache.in(this.cache));
	}

	/** Tells it of the process started last, whose list of classes is removed. */
	private boolean loadedFromArchive() throws IOException {
		String main = CalculatorWorker.class.getName() + " source: ";
		boolean archived = false;
		for (Path list : list(this.folder, "classes-")) {
			archived |= Files.readString(list).contains(main + "shared objects file");
			Files.delete(list);
		}
		return archived;
	}

	private Path awaitArchive() throws IOException {
		Eventually.until(() -> "an archive in " + this.cache, () -> archives().size() == 1 && scratch().isEmpty());
		// Of the one that was trained.
		loadedFromArchive();
		return archives().get(0);
	}

	private List<Path> archives() {
		return Stream
			.concat(list(this.cache, "").stream().filter((file) -> file.toString().endsWith(".jsa")),
					list(this.cache, "").stream().filter((file) -> file.toString().endsWith(".aot")))
			.toList();
	}

	private List<Path> scratch() {
		return list(this.cache, "ipc-");
	}

	private static List<Path> list(Path folder, String prefix) {
		if (!Files.isDirectory(folder)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.getFileName().toString().startsWith(prefix)).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
