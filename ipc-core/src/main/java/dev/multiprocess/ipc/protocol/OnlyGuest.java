package dev.multiprocess.ipc.protocol;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.multiprocess.ipc.protocol.Guests.Guest;
import org.jspecify.annotations.Nullable;

/**
 * The one peer that is awaited, once: when it has gone, no other is taken for it. Safe
 * for use by any number of threads.
 */
final class OnlyGuest implements Guests, Guest {

	private final ConnectionSettings settings;

	private final AtomicBoolean admitted = new AtomicBoolean();

	OnlyGuest(ConnectionSettings settings) {
		this.settings = settings;
	}

	@Override
	public @Nullable Guest admit() {
		return this.admitted.compareAndSet(false, true) ? this : null;
	}

	@Override
	public int most() {
		return 1;
	}

	@Override
	public ConnectionSettings settings() {
		return this.settings;
	}

	@Override
	public void arrived(Connection connection) {
		// Who awaits it knows by Rendezvous.connected().
	}

	@Override
	public void missed() {
		this.admitted.set(false);
	}

}
