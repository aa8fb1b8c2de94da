package dev.multiprocess.sample;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a document holds, in a few figures.
 *
 * @param name the name under which it was inspected
 * @param title the title its author gave it, never blank, or null if there is none
 * @param author the author's name, never blank, or null if there is none
 * @param words how many words all pages have together
 * @param pages one entry a page, in order, at least one
 */
public record DocumentSummary(String name, @Nullable String title, @Nullable String author, int words,
		List<PageSummary> pages) {

	/**
	 * Copies the list of pages.
	 */
	public DocumentSummary {
		pages = List.copyOf(pages);
	}

	/**
	 * {@return the number of pages}
	 */
	public int pageCount() {
		return this.pages.size();
	}

}
