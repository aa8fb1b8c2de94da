package dev.multiprocess.ipc.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An archive")
class ArchiveFilesTests {

	private static final String KEY = "0123456789abcdef0123456789abcdef";

	private static final int SIZE = 200_000;

	@TempDir
	private Path folder;

	@Test
	@DisplayName("is found under its key by a program of the same kind")
	void found() throws Exception {
		Path archive = publish(KEY);
		assertThat(find(KEY)).isEqualTo(archive).isEqualTo(find(KEY));
		assertThat(ArchiveFiles.find(this.folder, KEY, ArchiveKind.AHEAD_OF_TIME)).isNull();
		assertThat(find(KEY.replace('0', '1'))).isNull();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive))).isEqualTo("rw-------");
		assertThat(ArchiveFiles.find(this.folder.resolve("none"), KEY, ArchiveKind.CLASSES)).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 3, SIZE / 2, SIZE - 1 })
	@DisplayName("that was cut is removed, also after it was used")
	void cut(int length) throws Exception {
		Path archive = publish(KEY);
		find(KEY);
		byte[] bytes = Files.readAllBytes(archive);
		Files.write(archive, Arrays.copyOf(bytes, length));
		assertThat(find(KEY)).isNull();
		assertThat(archive).doesNotExist();
	}

	@Test
	@DisplayName("of which one bit differs is removed")
	void flipped() throws Exception {
		Path archive = publish(KEY);
		byte[] bytes = Files.readAllBytes(archive);
		bytes[SIZE / 2] ^= 1;
		Files.write(archive, bytes);
		assertThat(find(KEY)).isNull();
		assertThat(archive).doesNotExist();
	}

	@Test
	@DisplayName("is not used if others may write it, or it is a link or a folder")
	void hostile() throws Exception {
		Path archive = publish(KEY);
		Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-rw-rw-"));
		assertThat(find(KEY)).isNull();
		Path other = publish(KEY);
		Path away = Files.move(other, this.folder.resolve("away"));
		Files.createSymbolicLink(other, away);
		assertThat(find(KEY)).isNull();
		assertThat(away).exists();
		Files.createDirectories(this.folder.resolve(KEY + ".00000000.jsa"));
		assertThat(find(KEY)).isNull();
	}

	@Test
	@DisplayName("that is broken and cannot be removed is read once, not at each start")
	void stays() throws Exception {
		Path stays = Files.createDirectory(this.folder.resolve(KEY + ".00000000.jsa"));
		Files.createFile(stays.resolve("inside"));
		Logger logger = (Logger) LoggerFactory.getLogger(ArchiveFiles.class);
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.setLevel(Level.DEBUG);
		logger.addAppender(log);
		try {
			for (int i = 0; i < 3; i++) {
				assertThat(find(KEY)).isNull();
			}
		}
		finally {
			logger.detachAppender(log);
			logger.setLevel(null);
		}
		assertThat(log.list).hasSize(1);
	}

	@Test
	@DisplayName("that is published over and over is always found whole")
	void replaced() throws Exception {
		Path archive = publish(KEY);
		CompletableFuture<?> writer = CompletableFuture.runAsync(() -> IntStream.range(0, 50).forEach((i) -> {
			try {
				publish(KEY);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}));
		do {
			assertThat(find(KEY)).isEqualTo(archive);
		}
		while (!writer.isDone());
		writer.join();
	}

	@Test
	@DisplayName("goes when it was not used for long, or there are too many, but never one just made")
	void pruned() throws Exception {
		Path made = old(publish(KEY));
		Path old = old(publish(KEY.replace('0', '1')));
		Path recent = publish(KEY.replace('0', '2'));
		Path foreign = old(Files.write(this.folder.resolve("foreign.jsa"), new byte[1]));
		CachePruning.prune(this.folder, Set.of(made), this.folder);
		assertThat(entries()).containsExactlyInAnyOrder(made, recent, foreign);
		for (int i = 0; i < CachePruning.MOST_ARCHIVES; i++) {
			publish(String.format("%032x", i));
		}
		Files.setLastModifiedTime(recent, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
		CachePruning.prune(this.folder, Set.of(made), this.folder);
		assertThat(entries()).contains(made, foreign).doesNotContain(recent).hasSize(CachePruning.MOST_ARCHIVES + 2);
	}

	private static Path old(Path file) throws Exception {
		return Files.setLastModifiedTime(file,
				FileTime.from(Instant.now().minus(CachePruning.LONGEST).minus(Duration.ofHours(1))));
	}

	private Path find(String key) {
		return ArchiveFiles.find(this.folder, key, ArchiveKind.CLASSES);
	}

	private Path publish(String key) throws Exception {
		Path made = Files.createTempFile(this.folder, "made", "");
		byte[] bytes = new byte[SIZE];
		Arrays.fill(bytes, (byte) key.charAt(0));
		Files.write(made, bytes);
		return ArchiveFiles.publish(made, this.folder, key, ArchiveKind.CLASSES);
	}

	private Set<Path> entries() throws Exception {
		try (Stream<Path> entries = Files.list(this.folder)) {
			return Set.copyOf(entries.toList());
		}
	}

}
