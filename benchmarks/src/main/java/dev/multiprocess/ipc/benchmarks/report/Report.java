package dev.multiprocess.ipc.benchmarks.report;

/**
 * Where measurements put what they found. Not for use by several threads.
 */
public final class Report {

	private final Figures figures = new Figures();

	private final long start = System.nanoTime();

	/** Returns the figures of this run. */
	public Figures figures() {
		return this.figures;
	}

	/**
	 * Prints a table under a title.
	 * @param title what was measured
	 * @param table the table
	 */
	public void print(String title, MarkdownTable table) {
		System.out.println("### " + title + "\n\n" + table);
	}

	/**
	 * Prints a paragraph.
	 * @param text the text
	 */
	public void print(String text) {
		System.out.println(text + "\n");
	}

	/**
	 * Tells whoever waits what is measured now.
	 * @param what what is measured
	 */
	public void progress(String what) {
		System.err.printf("%4d s: %s%n", (System.nanoTime() - this.start) / 1_000_000_000, what);
	}

}
