package dev.multiprocess.ipc.runtime;

import java.time.Duration;

import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.PeerProcess;
import dev.multiprocess.ipc.Stats;
import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.ConnectionListener;
import org.jspecify.annotations.Nullable;

/**
 * Whoever this program is connected to and may part from: a process it started, or a
 * program it has met. Safe for use by any number of threads.
 */
interface Partner extends IpcProcess, ConnectionListener {

	/** What is counted as long as there is no connection. */
	Stats NOTHING = new Stats(0, 0, 0, 0, 0, 0, 0);

	/** Returns what this program's connections share. */
	Wiring wiring();

	/** Returns the connection to it, null if there is none yet. */
	@Nullable Connection current();

	/** Returns how long calls under way may go on at the end. */
	Duration grace();

	/** Starts no more calls, and says so. */
	void leave();

	/**
	 * Waits for calls under way and runs the cleanups.
	 * @param left when the time for that began, of {@link System#nanoTime()}
	 */
	default void disconnect(long left) {
		Connection current = current();
		if (current != null) {
			Duration rest = grace().minusNanos(System.nanoTime() - left);
			current.close(rest.isNegative() ? Duration.ZERO : rest);
		}
	}

	/**
	 * Ends what there is besides the connection, and waits until nothing of it is left.
	 */
	void end();

	@Override
	default void stop() {
		leave();
		disconnect(System.nanoTime());
		end();
	}

	@Override
	default Stats stats() {
		Connection current = current();
		return (current != null) ? current.stats() : NOTHING;
	}

	@Override
	default void oneWayFailed(PeerProcess peer, String method, Throwable failure) {
		wiring().events().tellIfRoom((listener) -> listener.oneWayFailed(peer, method, failure));
	}

	@Override
	default void closeRequested() {
		stop();
	}

}
