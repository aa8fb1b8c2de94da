package dev.multiprocess.ipc.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.Occupancy;
import dev.multiprocess.ipc.transport.DaemonThread;
import org.jspecify.annotations.Nullable;

/**
 * All that one {@code Ipc} is connected to. Safe for use by any number of threads.
 */
final class Partners {

	/** One cleanup that hangs holds up the others for 5 s, then they run. */
	private static final long CLEANUP_SECONDS = 6;

	private final Set<Partner> all = ConcurrentHashMap.newKeySet();

	/** Those whose cleanups have not all run. */
	private final Set<Connection> uncleaned = ConcurrentHashMap.newKeySet();

	/** Adds who is to be parted from when the {@code Ipc} closes. */
	void add(Partner partner) {
		this.all.add(partner);
	}

	void remove(Partner partner) {
		this.all.remove(partner);
	}

	/** Adds a connection, whose cleanups are waited for at the end. */
	void connected(Connection connection) {
		this.uncleaned.add(connection);
		connection.whenClosed().thenRun(() -> this.uncleaned.remove(connection));
	}

	/**
	 * Parts from all, who have the same time for it; waits for the cleanups of those who
	 * had left before.
	 */
	void close() {
		close(List.copyOf(this.all));
		if (!Occupancy.isCleaningUp()) {
			// One that is still open is for the other side to end.
			CompletableFuture<?>[] ended = this.uncleaned.stream()
				.filter((connection) -> !connection.isOpen())
				.map(Connection::whenClosed)
				.toArray(CompletableFuture<?>[]::new);
			CompletableFuture.allOf(ended).completeOnTimeout(null, CLEANUP_SECONDS, TimeUnit.SECONDS).join();
		}
	}

	/** Parts from some, who have the same time for it; returns when that is done. */
	static void close(Collection<? extends Partner> partners) {
		partners.forEach(Partner::leave);
		long left = System.nanoTime();
		partners.forEach((partner) -> partner.disconnect(left));
		List<CompletableFuture<@Nullable Void>> ends = partners.stream().map(Partners::end).toList();
		ends.forEach(CompletableFuture::join);
	}

	private static CompletableFuture<@Nullable Void> end(Partner partner) {
		CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
		DaemonThread.create("ipc-" + partner.name() + "-stop", () -> {
			try {
				partner.end();
			}
			finally {
				end.complete(null);
			}
		}).start();
		return end;
	}

}
