package dev.multiprocess.ipc.runtime;

import dev.multiprocess.ipc.process.MeetingPlace;

/**
 * Where to meet a program that was not started by this one.
 *
 * @param text the address as it was given
 * @param place where that is
 * @param optional whether it is fine that nobody listens there
 */
record Address(String text, MeetingPlace place, boolean optional) {

	private static final String UNIX = "unix:";

	private static final String AUTO = "auto:";

	/**
	 * Parses an address to listen at.
	 * @param text {@code unix:<path>}
	 * @throws IllegalArgumentException if it is none
	 */
	static Address toListen(String text) {
		if (!text.startsWith(UNIX)) {
			throw new IllegalArgumentException(
					"Address '" + text + "' is of a kind that nobody can listen at; 'unix:<path>' was expected");
		}
		return new Address(text, MeetingPlace.at(text.substring(UNIX.length())), false);
	}

	/**
	 * Parses an address to connect to.
	 * @param text {@code unix:<path>} or {@code auto:<path>}
	 * @throws IllegalArgumentException if it is none
	 */
	static Address toConnect(String text) {
		if (!text.startsWith(AUTO) && !text.startsWith(UNIX)) {
			throw new IllegalArgumentException(
					"Address '" + text + "' is of an unknown kind; 'unix:<path>' or 'auto:<path>' was expected");
		}
		return new Address(text, MeetingPlace.at(text.substring(UNIX.length())), text.startsWith(AUTO));
	}

	/** Returns the name of the file, which names threads and loggers too. */
	String name() {
		return String.valueOf(this.place.socket().getFileName());
	}

}
