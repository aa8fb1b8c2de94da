package dev.multiprocess.sample.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.imageio.ImageIO;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for both jars, run as a user runs them.
 */
class SampleApplicationIT {

	private static final Path DOCUMENTS = Path.of("src/main/resources/documents").toAbsolutePath();

	private static final Path FONTS_AT_HOME = Path.of(System.getProperty("user.home"), ".pdfbox.cache");

	private static final String DIED = ": NOT SHOWN, the worker process died: ran out of memory"
			+ " (java.lang.OutOfMemoryError)";

	@TempDir
	private Path directory;

	private Path temporary;

	private @Nullable FileTime fontsFoundBefore;

	@BeforeEach
	void lookAround() throws IOException {
		this.temporary = Files.createDirectory(this.directory.resolve("tmp"));
		this.fontsFoundBefore = lastModified(FONTS_AT_HOME);
	}

	@AfterEach
	void nothingIsLeftBehind() throws Exception {
		for (ProcessHandle worker : ProcessHandle.allProcesses().filter(this::isWorker).toList()) {
			// It may be about to end.
			worker.onExit().get(60, TimeUnit.SECONDS);
		}
		assertThat(this.temporary).isEmptyDirectory();
		assertThat(lastModified(FONTS_AT_HOME)).isEqualTo(this.fontsFoundBefore);
	}

	@Test
	void showsTheShippedDocumentsAlthoughOneOfThemKillsTheWorker() throws Exception {
		Process program = start();
		List<String> lines = readUntilItEnds(program);
		assertThat(program.exitValue()).isZero();
		assertThat(lines).containsSubsequence("tides.pdf: page 3 of 3", "not-a-pdf.pdf: NOT SHOWN, it is no PDF",
				"gears.pdf: page 3 of 3", "truncated.pdf: NOT SHOWN, it is truncated: its end is missing",
				"memory-hog.pdf: page 1 of 2", "memory-hog.pdf" + DIED, "bread.pdf: page 3 of 3",
				"  title   Four Knots and Their Purpose", "4 of 7 documents shown; 7 of 7 behaved as meant.");
		assertThat(lines).noneMatch((line) -> line.contains("WARN") || line.contains("ERROR"));
	}

	@Test
	void tellsByItsStatusThatAFileWasNotShown() throws Exception {
		Path pictures = this.directory.resolve("pictures");
		String hog = DOCUMENTS.resolve("memory-hog.pdf").toString();
		String bread = DOCUMENTS.resolve("bread.pdf").toString();
		Process program = start("--thumbnails", pictures.toString(), hog, "missing.pdf", bread);
		List<String> lines = readUntilItEnds(program);
		assertThat(program.exitValue()).isOne();
		assertThat(lines).containsSubsequence(hog + DIED, "missing.pdf: NOT SHOWN, there is no such file",
				bread + ": page 3 of 3", "1 of 3 documents shown.");
		BufferedImage picture = ImageIO.read(pictures.resolve("bread.pdf.png").toFile());
		assertThat(picture.getWidth()).isEqualTo(209);
		assertThat(picture.getHeight()).isEqualTo(297);
	}

	@Test
	void refusesAnUnknownOption() throws Exception {
		Process program = start("--thumbnail=out");
		assertThat(readUntilItEnds(program)).startsWith("sample-app: there is no option --thumbnail=out");
		assertThat(program.exitValue()).isEqualTo(2);
	}

	@Test
	void takesTheWorkerAlongWhenItIsEnded() throws Exception {
		Process program = start(DOCUMENTS.resolve("memory-hog.pdf").toString());
		var output = program.inputReader(StandardCharsets.UTF_8);
		assertThat(output.readLine()).isEmpty();
		assertThat(output.readLine()).endsWith(": page 1 of 2");
		ProcessHandle worker = program.descendants().filter(this::isWorker).findFirst().orElseThrow();
		program.destroy();
		assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
		worker.onExit().get(60, TimeUnit.SECONDS);
	}

	@Test
	void leavesNothingBehindWhenKilledWhileItsWorkerStarts() throws Exception {
		Process program = start();
		while (program.descendants().noneMatch(this::isWorker)) {
			assertThat(program.isAlive()).isTrue();
			Thread.onSpinWait();
		}
		program.destroyForcibly();
		assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
	}

	/** Starts the program elsewhere, with a folder for temporary files of its own. */
	private Process start(String... args) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + this.temporary, "-jar",
				Path.of("target/sample-app.jar").toAbsolutePath().toString());
		builder.command().addAll(List.of(args));
		builder.environment().remove("XDG_RUNTIME_DIR");
		return builder.directory(this.directory.toFile()).redirectErrorStream(true).start();
	}

	private static List<String> readUntilItEnds(Process program) throws Exception {
		List<String> lines = program.inputReader(StandardCharsets.UTF_8).lines().toList();
		assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
		return lines;
	}

	/** The path of its socket is on a worker's command line. */
	private boolean isWorker(ProcessHandle process) {
		return process.info().commandLine().orElse("").contains("-ipc unix:" + this.temporary);
	}

	private static @Nullable FileTime lastModified(Path file) throws IOException {
		return Files.exists(file) ? Files.getLastModifiedTime(file) : null;
	}

}
