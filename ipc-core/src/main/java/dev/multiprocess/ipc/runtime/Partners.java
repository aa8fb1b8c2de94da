package dev.multiprocess.ipc.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import dev.multiprocess.ipc.protocol.Connection;
import org.jspecify.annotations.Nullable;

/**
 * All that one {@code Ipc} is connected to. Safe for use by any number of threads.
 */
final class Partners {

	private final Set<Partner> all = ConcurrentHashMap.newKeySet();

	private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

	/** Adds who is to be parted from when the {@code Ipc} closes. */
	void add(Partner partner) {
		this.all.add(partner);
	}

	void remove(Partner partner) {
		this.all.remove(partner);
	}

	/** Adds a connection, whose end concerns the others: they may hold its objects. */
	void connected(Connection connection) {
		this.connections.add(connection);
		connection.whenDisconnected().thenRun(() -> {
			this.connections.remove(connection);
			this.connections.forEach((other) -> other.objectsLost(connection));
		});
	}

	/** Parts from all, who have the same time for it. */
	void close() {
		close(List.copyOf(this.all));
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
		Thread thread = new Thread(() -> {
			try {
				partner.end();
			}
			finally {
				end.complete(null);
			}
		}, "ipc-" + partner.name() + "-stop");
		thread.setDaemon(true);
		thread.start();
		return end;
	}

}
