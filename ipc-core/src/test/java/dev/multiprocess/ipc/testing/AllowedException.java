package dev.multiprocess.ipc.testing;

/**
 * An unchecked exception of an application that both programs allow by hand.
 */
public class AllowedException extends RuntimeException {

	private final Color color;

	public AllowedException(String message, Color color) {
		super(message);
		this.color = color;
	}

	public Color color() {
		return this.color;
	}

}
