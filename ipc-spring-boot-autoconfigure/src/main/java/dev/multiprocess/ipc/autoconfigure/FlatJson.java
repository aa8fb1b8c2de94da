package dev.multiprocess.ipc.autoconfigure;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes strings by name as JSON, so that no JSON library is needed for it.
 */
final class FlatJson {

	private FlatJson() {
	}

	/**
	 * Writes one object.
	 * @param values strings by name
	 */
	static String write(Map<String, String> values) {
		return values.entrySet()
			.stream()
			.map((entry) -> quote(entry.getKey()) + ":" + quote(entry.getValue()))
			.collect(Collectors.joining(",", "{", "}"));
	}

	private static String quote(String text) {
		StringBuilder quoted = new StringBuilder("\"");
		text.chars().forEach((character) -> {
			if (character == '"' || character == '\\') {
				quoted.append('\\').append((char) character);
			}
			else if (character < ' ') {
				quoted.append("\\u%04x".formatted(character));
			}
			else {
				quoted.append((char) character);
			}
		});
		return quoted.append('"').toString();
	}

}
