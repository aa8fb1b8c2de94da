package dev.multiprocess.sample;

/**
 * A document cannot be read, for a reason that lies in the document.
 */
public class UnreadableDocumentException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String document;

	private final String reason;

	/**
	 * Creates the failure.
	 * @param document the name of the document
	 * @param reason what is wrong with it, as the end of a sentence that begins with "it"
	 */
	public UnreadableDocumentException(String document, String reason) {
		super("Document '" + document + "' cannot be read: it " + reason);
		this.document = document;
		this.reason = reason;
	}

	/**
	 * {@return the name of the document}
	 */
	public String document() {
		return this.document;
	}

	/**
	 * {@return what is wrong with it, as the end of a sentence that begins with "it"}
	 */
	public String reason() {
		return this.reason;
	}

}
