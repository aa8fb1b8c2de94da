package dev.multiprocess.ipc.autoconfigure.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides what looks like a secret on a command line: values of options whose name says so,
 * be they part of the word or the next one, and passwords in addresses.
 */
final class CommandSanitizer {

	/** Such as {@code --name=value}, {@code -Dname=value}, {@code name=value}. */
	private static final Pattern ASSIGNMENT = Pattern.compile("(-D|-{0,2})([^-=][^=]*)=(.*)", Pattern.DOTALL);

	/** Such as {@code --name}, whose value may be the next word. */
	private static final Pattern OPTION = Pattern.compile("-{1,2}([^-=][^=]*)");

	private static final Pattern PASSWORD_IN_ADDRESS = Pattern.compile("(://[^/@:\\s]*:)[^/\\s]*@");

	private final Sanitizer sanitizer;

	/**
	 * Creates the sanitizer.
	 * @param functions asked before what holds by default
	 */
	CommandSanitizer(List<SanitizingFunction> functions) {
		List<SanitizingFunction> all = new ArrayList<>(functions);
		all.add(SanitizingFunction.sanitizeValue().ifLikelySensitive());
		this.sanitizer = new Sanitizer(all);
	}

	/**
	 * Returns what may be shown.
	 * @param command a program and its arguments
	 * @return as many words, some of them hidden in part
	 */
	List<String> sanitize(List<String> command) {
		List<String> shown = new ArrayList<>();
		String option = "";
		for (String given : command) {
			// First, since an address may look like an assignment.
			String word = withoutPassword(given);
			Matcher assignment = ASSIGNMENT.matcher(word);
			Matcher next = OPTION.matcher(word);
			if (assignment.matches()) {
				shown.add(assignment.group(1) + assignment.group(2) + "="
						+ value(assignment.group(2), assignment.group(3)));
			}
			else if (!option.isEmpty() && !next.matches()) {
				shown.add(value(option, word));
			}
			else {
				shown.add(word);
			}
			option = next.matches() ? next.group(1) : "";
		}
		return List.copyOf(shown);
	}

	private String value(String key, String value) {
		return String.valueOf(this.sanitizer.sanitize(new SanitizableData(null, key, value), true));
	}

	private static String withoutPassword(String text) {
		return PASSWORD_IN_ADDRESS.matcher(text).replaceAll("$1" + SanitizableData.SANITIZED_VALUE + "@");
	}

}
