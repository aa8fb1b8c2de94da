package dev.multiprocess.ipc.protocol;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads times as people write them: a number and a unit, or ISO-8601.
 */
final class DurationText {

	private static final Pattern SIMPLE = Pattern.compile("([+-]?\\d+)\\s*([a-z]+)");

	private DurationText() {
	}

	/**
	 * Reads a time.
	 * @param text the text
	 * @return the time, zero or more
	 * @throws IllegalArgumentException if it is none, says why
	 */
	static Duration parse(String text) {
		String trimmed = text.strip().toLowerCase(Locale.ROOT);
		Duration duration;
		try {
			Matcher simple = SIMPLE.matcher(trimmed);
			duration = simple.matches() ? Duration.of(Long.parseLong(simple.group(1)), unit(simple.group(2)))
					: Duration.parse(trimmed);
		}
		catch (DateTimeParseException | NumberFormatException | ArithmeticException ex) {
			throw new IllegalArgumentException("is no time; write a number with its unit, as in \"250ms\" or \"5s\"",
					ex);
		}
		if (duration.isNegative()) {
			throw new IllegalArgumentException("is negative; write zero (\"0s\") for no limit");
		}
		return duration;
	}

	private static ChronoUnit unit(String name) {
		return switch (name) {
			case "ns" -> ChronoUnit.NANOS;
			case "us" -> ChronoUnit.MICROS;
			case "ms" -> ChronoUnit.MILLIS;
			case "s" -> ChronoUnit.SECONDS;
			case "m" -> ChronoUnit.MINUTES;
			case "h" -> ChronoUnit.HOURS;
			case "d" -> ChronoUnit.DAYS;
			default -> throw new NumberFormatException("unknown unit " + name);
		};
	}

}
