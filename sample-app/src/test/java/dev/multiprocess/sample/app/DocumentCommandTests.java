package dev.multiprocess.sample.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.sample.UnreadableDocumentException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.DefaultApplicationArguments;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DocumentCommand}, without a worker.
 */
class DocumentCommandTests {

	private final StubDocumentInit documents = new StubDocumentInit();

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final CompletableFuture<ProcessExit> exit = new CompletableFuture<>();

	private final DocumentCommand command = new DocumentCommand(this.documents, (inspector) -> this.exit,
			new PrintStream(this.output, true, StandardCharsets.UTF_8));

	@TempDir
	private Path directory;

	private String good;

	private String bad;

	private String last;

	@BeforeEach
	void writeFiles() throws IOException {
		this.good = file("good.pdf");
		this.bad = file("bad.pdf");
		this.last = file("last.pdf");
	}

	@AfterEach
	void everyInspectorIsClosed() {
		assertThat(this.documents.open).isZero();
	}

	@Test
	void printsProgressAndSummary() {
		assertThat(run(this.good)).isZero();
		assertThat(lines()).containsExactly("", this.good + ": page 1 of 2", this.good + ": page 2 of 2",
				"  title   Title [2J", "  author  -", "  pages   2, 12 words",
				"      1  595 x 842 pt      5 words  First",
				"      2  100 x 50 pt      7 words  " + "x".repeat(57) + "...");
	}

	@Test
	void goesOnAfterADocumentThatCannotBeRead() {
		this.documents.failAt(this.bad, new UnreadableDocumentException(this.bad, "is no PDF"));
		assertThat(run(this.good, this.bad, this.last)).isOne();
		assertThat(lines()).contains(this.bad + ": NOT SHOWN, it is no PDF", "2 of 3 documents shown.");
		assertThat(this.documents.inspected).containsExactly(this.good, this.bad, this.last);
	}

	@Test
	void goesOnAfterADocumentThatTheWorkerDiesOf() {
		ProcessExit exit = new ProcessExit(3, ProcessExit.Cause.OUT_OF_MEMORY, false, "out of memory", "");
		this.documents.failAt(this.bad, new ConnectionClosedException("It is gone", true, exit));
		assertThat(run(this.bad, this.last)).isOne();
		assertThat(lines()).contains(this.bad + ": NOT SHOWN, the worker process died: out of memory");
		assertThat(this.documents.inspected).containsExactly(this.bad, this.last);
	}

	@Test
	void waitsForTheExitThatTheCallDidNotKnowYet() {
		this.exit.completeOnTimeout(
				new ProcessExit(3, ProcessExit.Cause.OUT_OF_MEMORY, false, "out of memory, told later", ""), 50,
				TimeUnit.MILLISECONDS);
		this.documents.failAt(this.bad, new ConnectionClosedException("It is gone", true, null));
		assertThat(run(this.bad)).isOne();
		assertThat(lines()).contains(this.bad + ": NOT SHOWN, the worker process died: out of memory, told later");
	}

	@Test
	void saysWhatItKnowsWhenTheExitIsUnknown() {
		this.exit.completeExceptionally(new IOException("unknown"));
		this.documents.failAt(this.bad, new ConnectionClosedException("It is gone", true, null));
		assertThat(run(this.bad)).isOne();
		assertThat(lines())
			.contains(this.bad + ": NOT SHOWN, the worker process died: It is gone; the call may have been executed");
	}

	@Test
	void goesOnAfterAnyOtherFailure() {
		this.documents.failAt(this.bad, new IllegalStateException("no idea\nat all"));
		assertThat(run(this.bad, this.last)).isOne();
		assertThat(lines()).contains(this.bad + ": NOT SHOWN, java.lang.IllegalStateException: no idea");
		assertThat(this.documents.inspected).containsExactly(this.bad, this.last);
	}

	@Test
	void goesOnAfterAFileThatDoesNotExist() {
		String missing = this.directory.resolve("missing.pdf").toString();
		assertThat(run(missing, this.last)).isOne();
		assertThat(lines()).contains(missing + ": NOT SHOWN, there is no such file");
		assertThat(this.documents.inspected).containsExactly(this.last);
	}

	@Test
	void goesOnAfterADirectory() {
		assertThat(run(this.directory.toString(), this.last)).isOne();
		assertThat(lines()).anyMatch((line) -> line.startsWith(this.directory + ": NOT SHOWN, "));
		assertThat(this.documents.inspected).containsExactly(this.last);
	}

	@Test
	void writesPicturesUnderNamesThatDoNotClash() throws IOException {
		Path other = Files.createDirectory(this.directory.resolve("other"));
		String namesake = Files.writeString(other.resolve("good.pdf"), "").toString();
		Path pictures = this.directory.resolve("deep/pictures");
		assertThat(run("--thumbnails", pictures.toString(), this.good, namesake)).isZero();
		assertThat(pictures.resolve("good.pdf.png")).hasBinaryContent(new byte[] { 1, 36 });
		assertThat(pictures.resolve("good.pdf-2.png")).hasBinaryContent(new byte[] { 1, 36 });
	}

	@Test
	void aPictureThatCannotBeDrawnIsAFailure() {
		this.documents.failAt("picture of " + this.good, new UnreadableDocumentException(this.good, "is damaged"));
		assertThat(run("--thumbnails=" + this.directory, this.good)).isOne();
		assertThat(lines()).contains(this.good + ": NOT SHOWN, it is damaged");
	}

	@Test
	void aPictureThatCannotBeWrittenIsAFailure() {
		assertThat(run("--thumbnails=" + this.good, this.last)).isOne();
		assertThat(lines()).anyMatch((line) -> line.startsWith(this.last + ": NOT SHOWN, "));
	}

	@Test
	void showsTheShippedDocumentsWithoutArguments() {
		failAsShipped();
		assertThat(run()).isZero();
		assertThat(lines()).contains("4 of 7 documents shown; 7 of 7 behaved as meant.");
	}

	@Test
	void aShippedDocumentThatBehavesOtherwiseIsAFailure() {
		failAsShipped();
		this.documents.failAt("tides.pdf", new UnreadableDocumentException("tides.pdf", "is damaged"));
		assertThat(run()).isOne();
		assertThat(lines()).contains("3 of 7 documents shown; 6 of 7 behaved as meant.");
	}

	@Test
	void printsUsageOnRequest() {
		assertThat(run("--help", this.good)).isZero();
		assertThat(lines()).first().asString().startsWith("Usage: sample-app");
		assertThat(this.documents.inspected).isEmpty();
	}

	@Test
	void refusesArgumentsThatMakeNoSense() {
		assertThat(run(this.good, "--thumbnails")).isEqualTo(2);
		assertThat(lines()).first().isEqualTo("sample-app: --thumbnails needs a directory");
		assertThat(this.documents.inspected).isEmpty();
	}

	private void failAsShipped() {
		for (ShippedDocument document : ShippedDocument.all()) {
			if (!document.readable()) {
				this.documents.failAt(document.fileName(),
						new UnreadableDocumentException(document.fileName(), "fails"));
			}
		}
	}

	private int run(String... args) {
		this.command.run(new DefaultApplicationArguments(args));
		return this.command.getExitCode();
	}

	private List<String> lines() {
		return this.output.toString(StandardCharsets.UTF_8).lines().toList();
	}

	private String file(String name) throws IOException {
		return Files.writeString(this.directory.resolve(name), "").toString();
	}

}
