package dev.multiprocess.sample.worker;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringTokenizer;

import javax.imageio.ImageIO;

import dev.multiprocess.sample.DocumentInspector;
import dev.multiprocess.sample.DocumentSummary;
import dev.multiprocess.sample.PageSummary;
import dev.multiprocess.sample.Progress;
import dev.multiprocess.sample.UnreadableDocumentException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;

/**
 * Reads and draws PDF documents with PDFBox.
 *
 * <p>
 * One caller at a time; calls may come on different threads.
 */
final class PdfInspector implements DocumentInspector {

	private static final int MAX_DPI = 600;

	private volatile @Nullable PdfFile file;

	@Override
	public DocumentSummary inspect(String name, InputStream content, Progress progress)
			throws UnreadableDocumentException, IOException {
		close();
		PdfFile opened = PdfFile.open(name, content.readAllBytes());
		try {
			DocumentSummary summary = summarize(opened, progress);
			this.file = opened;
			return summary;
		}
		finally {
			if (this.file != opened) {
				opened.close();
			}
		}
	}

	@Override
	public byte[] renderPage(int page, int dpi) throws UnreadableDocumentException {
		PdfFile file = this.file;
		if (file == null) {
			throw new IllegalStateException("No document is open; inspect one first");
		}
		if (dpi < 1 || dpi > MAX_DPI) {
			throw new IllegalArgumentException("The resolution must be from 1 to " + MAX_DPI + " dpi, not " + dpi);
		}
		int pageCount = file.read(PDDocument::getNumberOfPages);
		if (page < 1 || page > pageCount) {
			throw new IndexOutOfBoundsException("Page " + page + " of '" + file.name() + "', which has " + pageCount);
		}
		return file.read((document) -> {
			BufferedImage image = new PDFRenderer(document).renderImageWithDPI(page - 1, dpi, ImageType.RGB);
			ByteArrayOutputStream png = new ByteArrayOutputStream();
			ImageIO.write(image, "png", png);
			return png.toByteArray();
		});
	}

	@Override
	public void close() {
		PdfFile file = this.file;
		this.file = null;
		if (file != null) {
			file.close();
		}
	}

	private static DocumentSummary summarize(PdfFile file, Progress progress) throws UnreadableDocumentException {
		int pageCount = file.read(PDDocument::getNumberOfPages);
		if (pageCount == 0) {
			throw new UnreadableDocumentException(file.name(), "has no page");
		}
		List<PageSummary> pages = new ArrayList<>();
		for (int page = 1; page <= pageCount; page++) {
			int number = page;
			pages.add(file.read((document) -> summarize(document, number)));
			progress.pageDone(page, pageCount);
		}
		PDDocumentInformation information = file.read(PDDocument::getDocumentInformation);
		int words = pages.stream().mapToInt(PageSummary::words).sum();
		return new DocumentSummary(file.name(), textOrNull(information.getTitle()), textOrNull(information.getAuthor()),
				words, pages);
	}

	private static PageSummary summarize(PDDocument document, int number) throws IOException {
		PDFTextStripper stripper = new PDFTextStripper();
		stripper.setSortByPosition(true);
		stripper.setStartPage(number);
		stripper.setEndPage(number);
		String text = stripper.getText(document);
		String firstLine = text.lines().map(String::strip).filter((line) -> !line.isEmpty()).findFirst().orElse("");
		PDPage page = document.getPage(number - 1);
		PDRectangle box = page.getCropBox();
		boolean upright = page.getRotation() % 180 == 0;
		return new PageSummary(number, upright ? box.getWidth() : box.getHeight(),
				upright ? box.getHeight() : box.getWidth(), new StringTokenizer(text).countTokens(), firstLine);
	}

	private static @Nullable String textOrNull(@Nullable String text) {
		return Objects.requireNonNullElse(text, "").isBlank() ? null : text;
	}

}
