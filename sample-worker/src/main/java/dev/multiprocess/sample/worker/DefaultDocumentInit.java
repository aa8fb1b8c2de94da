package dev.multiprocess.sample.worker;

import dev.multiprocess.sample.DocumentInit;
import dev.multiprocess.sample.DocumentInspector;

import org.springframework.stereotype.Component;

/**
 * Makes inspectors for PDF documents.
 */
@Component
final class DefaultDocumentInit implements DocumentInit {

	@Override
	public DocumentInspector makeInspector() {
		return new PdfInspector();
	}

}
