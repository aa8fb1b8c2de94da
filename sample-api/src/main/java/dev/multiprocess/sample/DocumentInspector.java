package dev.multiprocess.sample;

import java.io.IOException;
import java.io.InputStream;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * Opens documents that nobody vouches for.
 *
 * <p>
 * An inspector holds one document at a time, in memory, and serves one caller at a time.
 */
@RemoteInterface
public interface DocumentInspector extends AutoCloseable {

	/**
	 * Reads a whole document and keeps it open for {@link #renderPage(int, int)}; the
	 * document before it is closed, whether or not this one can be read.
	 * @param name how messages call the document, usually its file name
	 * @param content the bytes of the file, read to their end and left open
	 * @param progress told after each page
	 * @return what the document holds
	 * @throws UnreadableDocumentException if the content is no PDF, is truncated or
	 * damaged, has no page, or needs a password
	 * @throws IOException if the content cannot be read
	 */
	DocumentSummary inspect(String name, InputStream content, Progress progress)
			throws UnreadableDocumentException, IOException;

	/**
	 * Draws a page of the document that was inspected last.
	 * @param page the page, counted from 1
	 * @param dpi dots per inch, from 1 to 600; a page is drawn in its natural size at 72
	 * @return a picture in PNG format
	 * @throws IllegalStateException if no document is open
	 * @throws IndexOutOfBoundsException if the document has no such page
	 * @throws IllegalArgumentException if the resolution is out of range
	 * @throws UnreadableDocumentException if the page cannot be drawn
	 */
	byte[] renderPage(int page, int dpi) throws UnreadableDocumentException;

	/**
	 * Closes the document, if one is open; the inspector can inspect another one
	 * afterwards.
	 */
	@Override
	void close();

}
