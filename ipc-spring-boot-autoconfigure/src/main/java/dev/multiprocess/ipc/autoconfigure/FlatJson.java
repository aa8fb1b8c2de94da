package dev.multiprocess.ipc.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.boot.json.BasicJsonParser;
import org.springframework.boot.json.JsonParseException;

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

	/**
	 * Tells whether Boot's own parser, for which some escapes and nested brackets are too
	 * much, reads what is written.
	 * @param name a name
	 * @param value the string of that name
	 */
	static boolean isReadable(String name, String value) {
		Map<String, String> values = new LinkedHashMap<>();
		values.put(name, value);
		values.put("next", "");
		try {
			return new BasicJsonParser().parseMap(write(values)).equals(values);
		}
		catch (JsonParseException ignored) {
			// The parser says no.
			return false;
		}
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
