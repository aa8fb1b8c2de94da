package dev.multiprocess.ipc.protocol;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import dev.multiprocess.ipc.CallContext;
import dev.multiprocess.ipc.PeerProcess;
import org.jspecify.annotations.Nullable;

/**
 * What users know of the call that a thread serves, and of what its calls take along; may
 * be asked when the call has ended. Safe for use by any number of threads.
 *
 * @param lane the lane of the call, null if none is served
 * @param number its number
 * @param oneWay whether nobody waits for it
 * @param until when the time is over, as a {@link Deadline}
 * @param metadata what calls take along
 */
record CurrentCall(@Nullable Lane lane, int number, boolean oneWay, long until,
		Map<String, String> metadata) implements CallContext {

	/** Of a thread that serves nothing and takes nothing along. */
	static final CurrentCall NONE = new CurrentCall(null, 0, false, Deadline.NONE, Map.of());

	@Override
	public Optional<PeerProcess> caller() {
		return (this.lane != null) ? Optional.of(this.lane.connection().server.peer()) : Optional.empty();
	}

	@Override
	public Optional<Instant> deadline() {
		return (this.until != Deadline.NONE) ? Optional.of(Instant.now().plusNanos(Deadline.left(this.until)))
				: Optional.empty();
	}

	@Override
	public boolean isCancelled() {
		return this.lane != null && !this.oneWay && (Deadline.left(this.until) <= 0
				|| this.lane.frames().failure() != null || this.lane.served().isCancelled(this.number));
	}

	@Override
	public String toString() {
		return "CallContext[caller=" + caller().map(PeerProcess::toString).orElse("none") + ", metadata="
				+ this.metadata + "]";
	}

}
