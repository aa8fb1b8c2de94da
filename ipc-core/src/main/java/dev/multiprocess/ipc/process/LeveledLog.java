package dev.multiprocess.ipc.process;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs what a process writes at the level that its lines name, where they are a log of
 * Spring Boot's default format. Used by one thread.
 *
 * <p>
 * Stack traces go with the last line that named one. Whatever else there is has the level
 * of its stream.
 */
final class LeveledLog implements Consumer<String> {

	/** Such as {@code 2026-11-22T21:22:20.199Z  WARN 4711 --- [main] a.Type : text}. */
	private static final Pattern LEVEL = Pattern
		.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\S+ {1,2}(ERROR|WARN|INFO|DEBUG|TRACE) \\d+ --- ");

	private static final Pattern REST = Pattern.compile("\\s+(at |\\.\\.\\. |Suppressed: )|Caused by: ");

	private final Logger logger;

	private final Level fallback;

	private Level last;

	/**
	 * Creates a log.
	 * @param logger where lines go
	 * @param fallback the level of lines that name none
	 */
	LeveledLog(Logger logger, Level fallback) {
		this.logger = logger;
		this.fallback = fallback;
		this.last = fallback;
	}

	@Override
	public void accept(String line) {
		Matcher named = LEVEL.matcher(line);
		if (named.lookingAt()) {
			this.last = Level.valueOf(named.group(1));
		}
		else if (!REST.matcher(line).lookingAt()) {
			this.logger.atLevel(this.fallback).log(line);
			return;
		}
		this.logger.atLevel(this.last).log(line);
	}

}
