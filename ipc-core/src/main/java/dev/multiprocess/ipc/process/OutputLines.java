package dev.multiprocess.ipc.process;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Cuts what a process writes into lines for the log, whatever it writes and how fast.
 * Used by one thread.
 *
 * <p>
 * Lines end at {@code \n} or at 8 KiB. What is no UTF-8, and control characters, which
 * could fool whoever reads the log on a terminal, are replaced. Beyond 1000 lines in one
 * second they are counted, not logged.
 */
final class OutputLines implements OutputSink {

	static final int MAX_LINE_BYTES = 8 * 1024;

	static final int MAX_LINES_PER_SECOND = 1000;

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final char REPLACEMENT = '\uFFFD';

	private final Consumer<String> log;

	private final LongSupplier nanoTime;

	private final byte[] line = new byte[MAX_LINE_BYTES];

	private int size;

	/** Whether part of the line has been logged, because it is too long. */
	private boolean continued;

	private long secondStart;

	private int linesThisSecond;

	private long dropped;

	OutputLines(Consumer<String> log, LongSupplier nanoTime) {
		this.log = log;
		this.nanoTime = nanoTime;
		this.secondStart = nanoTime.getAsLong();
	}

	/**
	 * Adds bytes; lines that are complete are logged.
	 * @param bytes holds them
	 * @param length how many, from the start
	 */
	@Override
	public void append(byte[] bytes, int length) {
		int start = 0;
		for (int i = 0; i < length; i++) {
			if (bytes[i] == '\n') {
				collect(bytes, start, i);
				endLine();
				start = i + 1;
			}
		}
		collect(bytes, start, length);
	}

	/** Logs what is left after the last byte. */
	@Override
	public void end() {
		if (this.size > 0) {
			endLine();
		}
		reportDropped();
	}

	private void collect(byte[] bytes, int from, int to) {
		int start = from;
		while (start < to) {
			if (this.size == MAX_LINE_BYTES) {
				split();
			}
			int count = Math.min(to - start, MAX_LINE_BYTES - this.size);
			System.arraycopy(bytes, start, this.line, this.size, count);
			this.size += count;
			start += count;
		}
	}

	/** Logs a full buffer, but for a character that is not complete. */
	private void split() {
		int end = this.size;
		while (end > this.size - 3 && (this.line[end - 1] & 0xC0) == 0x80) {
			end--;
		}
		end = ((this.line[end - 1] & 0xC0) == 0xC0) ? end - 1 : this.size;
		log(end);
		System.arraycopy(this.line, end, this.line, 0, this.size - end);
		this.size -= end;
		this.continued = true;
	}

	private void endLine() {
		int end = (this.size > 0 && this.line[this.size - 1] == '\r') ? this.size - 1 : this.size;
		if (end > 0 || !this.continued) {
			log(end);
		}
		this.size = 0;
		this.continued = false;
	}

	private void log(int end) {
		long now = this.nanoTime.getAsLong();
		if (now - this.secondStart >= SECOND) {
			reportDropped();
			this.secondStart = now;
			this.linesThisSecond = 0;
		}
		if (this.linesThisSecond == MAX_LINES_PER_SECOND) {
			this.dropped++;
			return;
		}
		this.linesThisSecond++;
		this.log.accept(printable(new String(this.line, 0, end, StandardCharsets.UTF_8)));
	}

	private void reportDropped() {
		if (this.dropped > 0) {
			this.log.accept(this.dropped + " lines dropped, more than " + MAX_LINES_PER_SECOND + " in one second");
			this.dropped = 0;
		}
	}

	private static String printable(String text) {
		StringBuilder printable = null;
		for (int i = 0; i < text.length(); i++) {
			if (Character.isISOControl(text.charAt(i)) && text.charAt(i) != '\t') {
				printable = (printable != null) ? printable : new StringBuilder(text);
				printable.setCharAt(i, REPLACEMENT);
			}
		}
		return (printable != null) ? printable.toString() : text;
	}

}
