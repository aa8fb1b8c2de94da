package dev.multiprocess.sample.app;

import java.util.List;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * The documents that show what the program does when it is given none.
 */
enum ShippedDocument {

	TIDES("tides.pdf", true),

	NOT_A_PDF("not-a-pdf.pdf", false),

	GEARS("gears.pdf", true),

	TRUNCATED("truncated.pdf", false),

	MEMORY_HOG("memory-hog.pdf", false),

	BREAD("bread.pdf", true),

	KNOTS("knots.pdf", true);

	private final String fileName;

	private final boolean readable;

	ShippedDocument(String fileName, boolean readable) {
		this.fileName = fileName;
		this.readable = readable;
	}

	String fileName() {
		return this.fileName;
	}

	/**
	 * Whether it can be shown; the others ship in order to fail.
	 */
	boolean readable() {
		return this.readable;
	}

	Resource resource() {
		return new ClassPathResource("documents/" + this.fileName);
	}

	static List<ShippedDocument> all() {
		return List.of(values());
	}

}
