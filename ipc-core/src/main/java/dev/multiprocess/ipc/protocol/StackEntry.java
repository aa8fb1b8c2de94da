package dev.multiprocess.ipc.protocol;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One call, or scope, of a {@link CallStack}. Those of calls that the owner of a lane
 * waits for or serves are used again ({@link Levels}), so none leaves its thread.
 */
final class StackEntry {

	private Kind kind = Kind.SCOPE;

	private @Nullable Lane lane;

	private int number;

	private long until = Deadline.NONE;

	private Map<String, String> metadata = Map.of();

	private @Nullable StackEntry outer;

	/** What an entry is. */
	enum Kind {

		/** A call that the thread waits for. */
		WAITING,

		/** A call that the thread serves. */
		SERVED,

		/** A one-way call that it serves, so that nobody reads at the other end. */
		ONE_WAY,

		/** Adds metadata. */
		SCOPE

	}

	/** Makes it that of a call; else it is a scope. */
	void set(Kind kind, Lane lane, int number) {
		this.kind = kind;
		this.lane = lane;
		this.number = number;
	}

	/** Sets what every entry has. */
	void set(long until, Map<String, String> metadata, @Nullable StackEntry outer) {
		this.until = until;
		this.metadata = metadata;
		this.outer = outer;
	}

	/** Lets go of all but an entry that it is chained to. */
	void clear(@Nullable StackEntry next) {
		set(Deadline.NONE, Map.of(), next);
	}

	/** The lane that the call travels on, null for a scope. */
	@Nullable Lane lane() {
		return this.lane;
	}

	/** When its time is over, as a {@link Deadline}. */
	long until() {
		return this.until;
	}

	/** What its calls take along. */
	Map<String, String> metadata() {
		return this.metadata;
	}

	/** The entry below it. */
	@Nullable StackEntry outer() {
		return this.outer;
	}

	/**
	 * Returns whether calls made on top of it go down its lane, at whose other end
	 * somebody reads.
	 */
	boolean nests() {
		return this.kind != Kind.ONE_WAY;
	}

	boolean isOf(Connection connection) {
		return this.lane != null && this.lane.connection() == connection;
	}

	/** Returns what users may know of it, for as long as they like. */
	CurrentCall context() {
		StackEntry served = served();
		return (served != null)
				? new CurrentCall(served.lane, served.number, served.kind == Kind.ONE_WAY, this.until, this.metadata)
				: new CurrentCall(null, 0, false, this.until, this.metadata);
	}

	/** Returns the innermost entry, from this one down, that is served. */
	private @Nullable StackEntry served() {
		StackEntry entry = this;
		while (entry != null && entry.kind != Kind.SERVED && entry.kind != Kind.ONE_WAY) {
			entry = entry.outer;
		}
		return entry;
	}

}
