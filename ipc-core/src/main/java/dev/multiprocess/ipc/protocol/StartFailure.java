package dev.multiprocess.ipc.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.RemoteCallException;
import org.jspecify.annotations.Nullable;

/**
 * Why a program does not come to serve, as it crosses: names and texts, bounded such that
 * it always fits into one control message.
 *
 * <pre>
 * text stack trace | u32 n | n × (text class | text message)
 * </pre>
 *
 * @param stackTrace the innermost frames of each as text
 * @param causes what was thrown, then what caused it; the last one caused all others
 */
record StartFailure(String stackTrace, List<Cause> causes) {

	/** With three bytes for each character, all of it is less than 60 KiB. */
	static final int MOST_CAUSES = 8;

	static final int LONGEST_TYPE = 256;

	static final int LONGEST_MESSAGE = 1024;

	static final int LONGEST_TRACE = 8 * 1024;

	private static final int MOST_FRAMES = 10;

	private static final String CUT = " …";

	/**
	 * One exception.
	 *
	 * @param type its class
	 * @param message its message, empty if it has none
	 */
	record Cause(String type, String message) {
	}

	/** Describes what was thrown. */
	static StartFailure of(Throwable failure) {
		Set<Throwable> chain = Collections.newSetFromMap(new IdentityHashMap<>());
		List<Cause> causes = new ArrayList<>();
		StringBuilder stackTrace = new StringBuilder();
		for (Throwable each = failure; each != null && chain.add(each); each = cause(each)) {
			if (causes.size() == MOST_CAUSES) {
				// The last one says most.
				causes.remove(MOST_CAUSES - 1);
			}
			Cause cause = new Cause(shortened(each.getClass().getName(), LONGEST_TYPE),
					shortened(message(each), LONGEST_MESSAGE));
			causes.add(cause);
			if (stackTrace.length() <= LONGEST_TRACE) {
				appendFrames(cause, frames(each), stackTrace);
			}
		}
		return new StartFailure(shortened(stackTrace.toString(), LONGEST_TRACE), causes);
	}

	/** What an exception says of itself is code of users, which may fail as well. */
	private static @Nullable Throwable cause(Throwable exception) {
		try {
			return exception.getCause();
		}
		catch (RuntimeException | Error ex) {
			return ex;
		}
	}

	private static StackTraceElement[] frames(Throwable exception) {
		try {
			return Objects.requireNonNull(exception.getStackTrace());
		}
		catch (RuntimeException | Error ex) {
			return new StackTraceElement[0];
		}
	}

	private static String message(Throwable exception) {
		try {
			return Objects.requireNonNullElse(exception.getMessage(), "");
		}
		catch (RuntimeException | Error ex) {
			return "(cannot be had: " + ex.getClass().getName() + ")";
		}
	}

	/** The innermost frames of each say more than all of the outermost one. */
	private static void appendFrames(Cause cause, StackTraceElement[] frames, StringBuilder target) {
		target.append(target.isEmpty() ? "" : "Caused by: ").append(cause.type()).append('\n');
		Arrays.stream(frames).limit(MOST_FRAMES).forEach((frame) -> target.append("\tat ").append(frame).append('\n'));
		if (frames.length > MOST_FRAMES) {
			target.append("\t... ").append(frames.length - MOST_FRAMES).append(" more\n");
		}
	}

	private static String shortened(String text, int longest) {
		return (text.length() <= longest) ? text : text.substring(0, longest - CUT.length()) + CUT;
	}

	void write(FrameBuffer target) {
		target.putString(this.stackTrace);
		target.putInt(this.causes.size());
		for (Cause cause : this.causes) {
			target.putString(cause.type());
			target.putString(cause.message());
		}
	}

	static StartFailure read(Cursor source) {
		String stackTrace = read(source, LONGEST_TRACE);
		int count = source.getCount(8);
		if (count < 1 || count > MOST_CAUSES) {
			throw new ProtocolException("The peer gave " + count + " reasons for not starting");
		}
		List<Cause> causes = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			causes.add(new Cause(read(source, LONGEST_TYPE), read(source, LONGEST_MESSAGE)));
		}
		return new StartFailure(stackTrace, causes);
	}

	private static String read(Cursor source, int longest) {
		String text = source.getString();
		if (text.length() > longest) {
			throw new ProtocolException(
					"The peer gave a reason for not starting in a text of " + text.length() + " characters");
		}
		return text;
	}

	/** Makes an exception of it, with its causes, that names only what is known there. */
	RemoteCallException toException() {
		RemoteCallException made = null;
		for (int i = this.causes.size() - 1; i >= 0; i--) {
			Cause cause = this.causes.get(i);
			RemoteCallException next = new RemoteCallException(cause.type(), cause.message(),
					(i == 0) ? this.stackTrace : "");
			// Where it was read says nothing about it.
			next.setStackTrace(new StackTraceElement[0]);
			next.initCause(made);
			made = next;
		}
		return (made != null) ? made : new RemoteCallException("", "", this.stackTrace);
	}

}
