package dev.multiprocess.ipc.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A table that can be pasted into a document. Not for use by several threads.
 */
public final class MarkdownTable {

	private final List<String> lines = new ArrayList<>();

	/**
	 * Starts a table.
	 * @param headers the titles of its columns
	 */
	public MarkdownTable(String... headers) {
		row((Object[]) headers);
		this.lines.add("| " + String.join(" | ", Collections.nCopies(headers.length, "---")) + " |");
	}

	/**
	 * Appends a row.
	 * @param cells texts and numbers, as many as there are headers; an empty
	 * {@link OptionalDouble} becomes a dash
	 */
	public void row(Object... cells) {
		List<String> texts = new ArrayList<>();
		for (Object cell : cells) {
			texts.add(text(cell));
		}
		this.lines.add("| " + String.join(" | ", texts) + " |");
	}

	private static String text(Object cell) {
		if (cell instanceof OptionalDouble optional) {
			return optional.isPresent() ? number(optional.getAsDouble()) : "–";
		}
		return (cell instanceof Number number) ? number(number.doubleValue()) : cell.toString();
	}

	/**
	 * Writes a number with three digits that count, and thousands apart.
	 * @param value the number
	 * @return its text
	 */
	public static String number(double value) {
		double size = Math.abs(value);
		int decimals = (value == Math.rint(value) || size >= 100) ? 0 : (size >= 10) ? 1 : (size >= 1) ? 2 : 3;
		return String.format(Locale.ROOT, "%,." + decimals + "f", value);
	}

	/** Returns the lines, each ended by a line feed. */
	@Override
	public String toString() {
		return String.join("\n", this.lines) + "\n";
	}

}
