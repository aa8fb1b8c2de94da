package dev.multiprocess.ipc.protocol;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import dev.multiprocess.ipc.CallContext;
import dev.multiprocess.ipc.PeerProcess;
import org.jspecify.annotations.Nullable;

/**
 * One call, or scope, of a {@link CallStack}.
 *
 * @param kind what it is
 * @param lane the lane the call travels on, null for a scope
 * @param number the number of a served call
 * @param until when its time is over, as a {@link Deadline}
 * @param metadata what its calls take along
 * @param outer the entry below it
 */
record StackEntry(Kind kind, @Nullable Lane lane, int number, long until, Map<String, String> metadata,
		@Nullable StackEntry outer) implements CallContext {

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

	/** Returns the innermost entry, from this one down, that is served. */
	private @Nullable StackEntry served() {
		StackEntry entry = this;
		while (entry != null && entry.kind != Kind.SERVED && entry.kind != Kind.ONE_WAY) {
			entry = entry.outer;
		}
		return entry;
	}

	@Override
	public Optional<PeerProcess> caller() {
		StackEntry served = served();
		return (served != null && served.lane != null) ? Optional.of(served.lane.connection().server.peer())
				: Optional.empty();
	}

	@Override
	public Optional<Instant> deadline() {
		return (this.until != Deadline.NONE) ? Optional.of(Instant.now().plusNanos(Deadline.left(this.until)))
				: Optional.empty();
	}

	@Override
	public boolean isCancelled() {
		StackEntry served = served();
		return served != null && served.kind == Kind.SERVED && served.lane != null && (Deadline.left(this.until) <= 0
				|| served.lane.frames().failure() != null || served.lane.served().isCancelled(served.number));
	}

	@Override
	public String toString() {
		return "CallContext[caller=" + caller().map(PeerProcess::toString).orElse("none") + ", metadata="
				+ this.metadata + "]";
	}

}
