package dev.multiprocess.sample.worker;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

import dev.multiprocess.sample.DocumentSummary;
import dev.multiprocess.sample.PageSummary;
import dev.multiprocess.sample.Progress;
import dev.multiprocess.sample.UnreadableDocumentException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link PdfInspector}, on the documents that the sample ships.
 */
class PdfInspectorTests {

	static final Path DOCUMENTS = Path.of("../sample-app/src/main/resources/documents");

	private static final Progress SILENT = (page, pageCount) -> {
	};

	private final PdfInspector inspector = new PdfInspector();

	@BeforeAll
	static void keepTheFontCacheOutOfTheHomeDirectory(@TempDir Path directory) {
		System.setProperty("pdfbox.fontcache", directory.toString());
	}

	@AfterEach
	void closeInspector() {
		this.inspector.close();
	}

	@ParameterizedTest
	@CsvSource({ "tides.pdf, Reading a Tide Table, 575, Reading a Tide Table, What the table cannot know, 595 x 842",
			"gears.pdf, The Arithmetic of Bicycle Gears, 490, The Arithmetic of Bicycle Gears, 5 Exercises, 595 x 842",
			"bread.pdf, A Loaf in Two Days, 321, A Loaf in Two Days, The second day, 420 x 595",
			"knots.pdf, Four Knots and Their Purpose, 383, Four Knots and Their Purpose, 5. The figure eight, 595 x 842" })
	void readsDocumentsOfDifferentPrograms(String name, String title, int words, String firstLine, String lastPage,
			String size) throws Exception {
		DocumentSummary summary = inspect(name, shipped(name), SILENT);
		assertThat(summary.name()).isEqualTo(name);
		assertThat(summary.title()).isEqualTo(title);
		assertThat(summary.author()).isEqualTo("The ipc-spring-boot-starter authors");
		assertThat(summary.words()).isEqualTo(words);
		assertThat(summary.pageCount()).isEqualTo(3);
		assertThat(summary.pages()).extracting(PageSummary::number).containsExactly(1, 2, 3);
		assertThat(summary.pages()).allSatisfy((page) -> {
			assertThat(page.words()).isBetween(50, 300);
			assertThat("%.0f x %.0f".formatted(page.width(), page.height())).isEqualTo(size);
		});
		assertThat(summary.pages().get(0).firstLine()).isEqualTo(firstLine);
		assertThat(summary.pages().get(2).firstLine()).isEqualTo(lastPage);
	}

	@Test
	void tellsProgressAfterEachPage() throws Exception {
		List<String> progress = new ArrayList<>();
		inspect("tides.pdf", shipped("tides.pdf"), (page, count) -> progress.add(page + "/" + count));
		assertThat(progress).containsExactly("1/3", "2/3", "3/3");
	}

	@Test
	void whatTheListenerThrowsEndsTheInspection() throws Exception {
		byte[] content = shipped("tides.pdf");
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> inspect("tides.pdf", content, (page, pageCount) -> {
				throw new UnsupportedOperationException("enough");
			}))
			.withMessage("enough");
		assertThatIllegalStateException().isThrownBy(() -> this.inspector.renderPage(1, 72));
	}

	@Test
	void refusesAnotherKindOfFile() throws Exception {
		assertUnreadable(shipped("not-a-pdf.pdf"), "is no PDF");
		assertUnreadable(new byte[0], "is no PDF");
	}

	@Test
	void refusesTheShippedTruncatedDocument() throws Exception {
		assertUnreadable(shipped("truncated.pdf"), "is truncated: its end is missing");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 3_000, 10_000, 20_000, 31_600 })
	void refusesHalfADocumentThoughPdfBoxWouldRepairIt(int length) throws Exception {
		assertUnreadable(Arrays.copyOf(shipped("bread.pdf"), length), "is truncated: its end is missing");
	}

	@Test
	void refusesNonsenseBetweenTheRightEnds() throws Exception {
		byte[] content = "%PDF-1.7\nNothing to see here.\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
		assertUnreadable(content, "is damaged: java.io.IOException: ");
	}

	@Test
	void refusesADocumentWithoutPages() throws Exception {
		try (PDDocument document = new PDDocument()) {
			assertUnreadable(save(document), "has no page");
		}
	}

	@Test
	void refusesADocumentThatNeedsAPassword() throws Exception {
		try (PDDocument document = new PDDocument()) {
			document.addPage(new PDPage());
			document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
			assertUnreadable(save(document), "is encrypted and needs a password");
		}
	}

	@Test
	void leavesOutWhatADocumentDoesNotSay() throws Exception {
		try (PDDocument document = new PDDocument()) {
			document.addPage(new PDPage(PDRectangle.A5));
			document.getDocumentInformation().setAuthor("  ");
			DocumentSummary summary = inspect("silent.pdf", save(document), SILENT);
			assertThat(summary.title()).isNull();
			assertThat(summary.author()).isNull();
			assertThat(summary.words()).isZero();
			assertThat(summary.pages().get(0).firstLine()).isEmpty();
		}
	}

	@Test
	void measuresARotatedPageAsItIsSeen() throws Exception {
		try (PDDocument document = new PDDocument()) {
			PDPage page = new PDPage(new PDRectangle(200, 100));
			page.setRotation(90);
			document.addPage(page);
			DocumentSummary summary = inspect("rotated.pdf", save(document), SILENT);
			assertThat(summary.pages().get(0).width()).isEqualTo(100);
			assertThat(summary.pages().get(0).height()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@CsvSource({ "tides.pdf, 595, 841", "gears.pdf, 595, 841", "bread.pdf, 419, 595", "knots.pdf, 595, 842" })
	void drawsAPageInItsNaturalSizeAt72Dpi(String name, int width, int height) throws Exception {
		inspect(name, shipped(name), SILENT);
		BufferedImage image = ImageIO.read(new ByteArrayInputStream(this.inspector.renderPage(1, 72)));
		assertThat(image.getWidth()).isEqualTo(width);
		assertThat(image.getHeight()).isEqualTo(height);
		int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
		assertThat(Arrays.stream(pixels).distinct().count()).isGreaterThan(100);
	}

	@Test
	void drawsNothingWithoutADocument() throws Exception {
		assertThatIllegalStateException().isThrownBy(() -> this.inspector.renderPage(1, 72));
		inspect("bread.pdf", shipped("bread.pdf"), SILENT);
		this.inspector.close();
		this.inspector.close();
		assertThatIllegalStateException().isThrownBy(() -> this.inspector.renderPage(1, 72));
	}

	@Test
	void forgetsTheDocumentBeforeOneThatCannotBeRead() throws Exception {
		inspect("bread.pdf", shipped("bread.pdf"), SILENT);
		assertUnreadable(shipped("truncated.pdf"), "is truncated: its end is missing");
		assertThatIllegalStateException().isThrownBy(() -> this.inspector.renderPage(1, 72));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 4 })
	void refusesAPageThatTheDocumentDoesNotHave(int page) throws Exception {
		inspect("bread.pdf", shipped("bread.pdf"), SILENT);
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> this.inspector.renderPage(page, 72))
			.withMessage("Page " + page + " of 'bread.pdf', which has 3");
	}

	@ParameterizedTest
	@ValueSource(ints = { -72, 0, 601 })
	void refusesAResolutionOutOfRange(int dpi) throws Exception {
		inspect("bread.pdf", shipped("bread.pdf"), SILENT);
		assertThatIllegalArgumentException().isThrownBy(() -> this.inspector.renderPage(1, dpi));
	}

	private DocumentSummary inspect(String name, byte[] content, Progress progress) throws Exception {
		return this.inspector.inspect(name, new ByteArrayInputStream(content), progress);
	}

	@Test
	void tellsThatTheContentCannotBeRead() throws Exception {
		InputStream broken = new InputStream() {

			@Override
			public int read() throws IOException {
				throw new IOException("disk on fire");
			}

		};
		assertThatIOException().isThrownBy(() -> this.inspector.inspect("broken.pdf", broken, SILENT))
			.withMessage("disk on fire");
	}

	private void assertUnreadable(byte[] content, String reason) {
		UnreadableDocumentException unreadable = catchThrowableOfType(UnreadableDocumentException.class,
				() -> inspect("some.pdf", content, SILENT));
		assertThat(unreadable.document()).isEqualTo("some.pdf");
		assertThat(unreadable.reason()).startsWith(reason);
		assertThat(unreadable).hasMessage("Document 'some.pdf' cannot be read: it " + unreadable.reason());
	}

	private static byte[] shipped(String name) throws IOException {
		return Files.readAllBytes(DOCUMENTS.resolve(name));
	}

	private static byte[] save(PDDocument document) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		document.save(out);
		return out.toByteArray();
	}

}
