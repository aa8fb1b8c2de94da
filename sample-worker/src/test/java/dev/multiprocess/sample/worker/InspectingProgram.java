package dev.multiprocess.sample.worker;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Inspects one document in a JVM of its own, which tests can afford to lose.
 */
final class InspectingProgram {

	private InspectingProgram() {
	}

	/**
	 * Inspects the document and prints each page that is done.
	 * @param args the document
	 * @throws Exception if it cannot be read
	 */
	public static void main(String[] args) throws Exception {
		try (InputStream content = Files.newInputStream(Path.of(args[0]))) {
			new PdfInspector().inspect(args[0], content,
					(page, count) -> System.out.println("page " + page + "/" + count));
		}
	}

}
