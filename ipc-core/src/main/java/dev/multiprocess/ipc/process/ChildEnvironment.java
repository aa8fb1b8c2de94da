package dev.multiprocess.ipc.process;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.multiprocess.ipc.ProcessSpec;

/**
 * Decides which variables a process gets: an allow-list of ours, then its own.
 */
final class ChildEnvironment {

	/**
	 * Change what a process does before its first line runs; inherited only when named in
	 * full.
	 */
	private static final Pattern DANGEROUS = Pattern
		.compile("JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|CLASSPATH"
				+ "|LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES|SPRING_.*");

	/** What a shell passes on; it silently drops all others. */
	private static final Pattern PORTABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

	private ChildEnvironment() {
	}

	/**
	 * Returns the variables of a process.
	 * @param spec says what to inherit and what to add
	 * @param own the variables of this process
	 * @return values by name
	 * @throws IllegalArgumentException if the process is given a variable that does not
	 * survive a shell; the message ends a sentence about the process
	 */
	static Map<String, String> of(ProcessSpec spec, Map<String, String> own) {
		Map<String, String> environment = new TreeMap<>();
		for (String pattern : spec.inheritedEnvironment()) {
			own.forEach((name, value) -> {
				if (inherits(pattern, name)) {
					environment.put(name, value);
				}
			});
		}
		for (String name : spec.environment().keySet()) {
			if (Launch.USES_SHELL && !PORTABLE.matcher(name).matches()) {
				throw new IllegalArgumentException("cannot be run: its environment variable '" + name
						+ "' would get lost in a shell; use letters, digits and '_'");
			}
		}
		environment.putAll(spec.environment());
		return environment;
	}

	private static boolean inherits(String pattern, String name) {
		if (pattern.equals(name)) {
			return true;
		}
		if (pattern.indexOf('*') < 0 || DANGEROUS.matcher(name).matches()) {
			return false;
		}
		String[] literals = pattern.split("\\*", -1);
		StringBuilder regex = new StringBuilder(Pattern.quote(literals[0]));
		for (int i = 1; i < literals.length; i++) {
			regex.append(".*").append(Pattern.quote(literals[i]));
		}
		return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
	}

}
