package dev.multiprocess.ipc.protocol;

import java.util.HashMap;
import java.util.Map;

import dev.multiprocess.ipc.ProtocolException;

/**
 * What a call takes along besides its arguments, as it stands in a frame:
 * {@code u32 number | each: text key, text value}.
 */
final class Metadata {

	private static final int MOST_ENTRIES = 128;

	private static final int MOST_CHARACTERS = 8192;

	private Metadata() {
	}

	/** Refuses what is too much to be taken along. */
	static void check(Map<String, String> metadata) {
		String excess = excess(metadata);
		if (!excess.isEmpty()) {
			throw new IllegalArgumentException("Metadata has " + excess);
		}
	}

	private static String excess(Map<String, String> metadata) {
		if (metadata.size() > MOST_ENTRIES) {
			return metadata.size() + " entries, allowed are " + MOST_ENTRIES;
		}
		int length = 0;
		for (Map.Entry<String, String> entry : metadata.entrySet()) {
			length += entry.getKey().length() + entry.getValue().length();
		}
		return (length > MOST_CHARACTERS) ? length + " characters, allowed are " + MOST_CHARACTERS : "";
	}

	static void write(Map<String, String> metadata, FrameBuffer target) {
		target.putInt(metadata.size());
		metadata.forEach((key, value) -> {
			target.putString(key);
			target.putString(value);
		});
	}

	static Map<String, String> read(Cursor source) {
		int count = source.getCount(8);
		if (count > MOST_ENTRIES) {
			throw new ProtocolException("The peer sent metadata of " + count + " entries");
		}
		Map<String, String> metadata = new HashMap<>();
		for (int i = 0; i < count; i++) {
			metadata.put(source.getString(), source.getString());
		}
		String excess = excess(metadata);
		if (!excess.isEmpty()) {
			throw new ProtocolException("The peer sent metadata of " + excess);
		}
		return Map.copyOf(metadata);
	}

}
