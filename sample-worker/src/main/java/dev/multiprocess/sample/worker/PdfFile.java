package dev.multiprocess.sample.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.multiprocess.sample.UnreadableDocumentException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * An open PDF whose every failure names it.
 *
 * @param name how messages call it
 * @param document what PDFBox knows of it
 */
record PdfFile(String name, PDDocument document) {

	/**
	 * Readers look for both markers within the first, or last, 1024 bytes: PDF Reference
	 * 1.7, appendix H.3, notes 13 and 18.
	 */
	private static final int MARKER_RANGE = 1024;

	/**
	 * Opens a document.
	 * @param name how messages call it
	 * @param content the bytes of the file
	 * @return the open document, which the caller closes
	 * @throws UnreadableDocumentException if it cannot be opened
	 */
	static PdfFile open(String name, byte[] content) throws UnreadableDocumentException {
		if (!contains(content, 0, Math.min(content.length, MARKER_RANGE), "%PDF-")) {
			throw new UnreadableDocumentException(name, "is no PDF");
		}
		// PDFBox repairs what it can, and may return half of a document in silence.
		if (!contains(content, Math.max(0, content.length - MARKER_RANGE), content.length, "%%EOF")) {
			throw new UnreadableDocumentException(name, "is truncated: its end is missing");
		}
		return new PdfFile(name, reading(name, () -> Loader.loadPDF(content)));
	}

	private static boolean contains(byte[] content, int from, int to, String marker) {
		return new String(Arrays.copyOfRange(content, from, to), StandardCharsets.ISO_8859_1).contains(marker);
	}

	/**
	 * Takes something from the document.
	 * @param <T> what is taken
	 * @param reader takes it
	 * @return what was taken
	 * @throws UnreadableDocumentException if the reader failed
	 */
	<T> T read(Reader<T> reader) throws UnreadableDocumentException {
		return reading(this.name, () -> reader.read(this.document));
	}

	/**
	 * Frees what the document holds.
	 */
	void close() {
		IOUtils.closeQuietly(this.document);
	}

	private static <T> T reading(String name, Source<T> source) throws UnreadableDocumentException {
		try {
			return source.get();
		}
		catch (InvalidPasswordException ex) {
			throw unreadable(name, "is encrypted and needs a password", ex);
		}
		// A parser that is given what its authors never saw fails in ways that its
		// authors never declared.
		catch (IOException | RuntimeException ex) {
			throw unreadable(name, "is damaged: " + ex, ex);
		}
	}

	private static UnreadableDocumentException unreadable(String name, String reason, Exception cause) {
		UnreadableDocumentException unreadable = new UnreadableDocumentException(name, reason);
		unreadable.initCause(cause);
		return unreadable;
	}

	/**
	 * Takes something from a document.
	 *
	 * @param <T> what is taken
	 */
	@FunctionalInterface
	interface Reader<T> {

		/**
		 * Takes it.
		 * @param document where from
		 * @return what was taken
		 * @throws IOException if that failed
		 */
		T read(PDDocument document) throws IOException;

	}

	/**
	 * Opens or reads a document.
	 *
	 * @param <T> the result
	 */
	@FunctionalInterface
	private interface Source<T> {

		T get() throws IOException;

	}

}
