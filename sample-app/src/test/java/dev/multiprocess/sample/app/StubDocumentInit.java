package dev.multiprocess.sample.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.multiprocess.sample.DocumentInit;
import dev.multiprocess.sample.DocumentInspector;
import dev.multiprocess.sample.DocumentSummary;
import dev.multiprocess.sample.PageSummary;
import dev.multiprocess.sample.Progress;
import dev.multiprocess.sample.UnreadableDocumentException;

/**
 * Stands for the worker: fails as told, document by document.
 */
final class StubDocumentInit implements DocumentInit {

	final List<String> inspected = new ArrayList<>();

	int open;

	private final Map<String, Exception> failures = new HashMap<>();

	void failAt(String name, Exception failure) {
		this.failures.put(name, failure);
	}

	@Override
	public DocumentInspector makeInspector() {
		this.open++;
		return new StubInspector();
	}

	/**
	 * Finds two pages in every document.
	 */
	private final class StubInspector implements DocumentInspector {

		private String name = "";

		@Override
		public DocumentSummary inspect(String name, InputStream content, Progress progress)
				throws UnreadableDocumentException, IOException {
			content.readAllBytes();
			StubDocumentInit.this.inspected.add(name);
			this.name = name;
			progress.pageDone(1, 2);
			throwWhatWasAskedFor(name);
			progress.pageDone(2, 2);
			return new DocumentSummary(name, "Title\u001b[2J", null, 12, List
				.of(new PageSummary(1, 595.3, 841.9, 5, "First"), new PageSummary(2, 100, 50, 7, "x".repeat(99))));
		}

		@Override
		public byte[] renderPage(int page, int dpi) throws UnreadableDocumentException {
			throwWhatWasAskedFor("picture of " + this.name);
			return new byte[] { (byte) page, (byte) dpi };
		}

		private void throwWhatWasAskedFor(String name) throws UnreadableDocumentException {
			Exception failure = StubDocumentInit.this.failures.get(name);
			if (failure instanceof UnreadableDocumentException unreadable) {
				throw unreadable;
			}
			if (failure instanceof RuntimeException unchecked) {
				throw unchecked;
			}
		}

		@Override
		public void close() {
			StubDocumentInit.this.open--;
		}

	}

}
