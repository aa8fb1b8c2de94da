package dev.multiprocess.ipc.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * What ties this program to the one that spawned it: an address, a secret, and standard
 * input, which ends with the parent. For use by any thread.
 */
public final class ParentLink {

	/** Within what the watchdog allows. */
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	/** Static as standard input is: it can be taken over but once. */
	@GuardedBy("ParentLink.class")
	private static @Nullable ParentLink opened;

	private final Path socket;

	private final byte[] secret;

	private final ParentWatch watch;

	private final List<Runnable> callbacks = new CopyOnWriteArrayList<>();

	private ParentLink(Path socket) {
		this.socket = socket;
		this.secret = readSecret(socket);
		this.watch = ParentWatch.start(System.in, this::parentGone);
	}

	private static byte[] readSecret(Path socket) {
		try {
			return SpawnArguments.readSecret(System.in);
		}
		catch (RuntimeException ex) {
			// The parent may have been killed before it wrote the secret.
			PrivateDirectory.removeAbandoned(socket, PATIENCE);
			throw ex;
		}
	}

	private void parentGone() {
		if (!this.callbacks.isEmpty()) {
			this.callbacks.forEach(Runnable::run);
			return;
		}
		// It does not serve yet, so there is nothing else to clean up.
		PrivateDirectory.removeAbandoned(this.socket, PATIENCE);
		Runtime.getRuntime().halt(Watchdog.STATUS);
	}

	/**
	 * Takes over standard input, the first time, and from then on watches for the end of
	 * the parent: after it this program ends soon, by force if need be.
	 * @param args the arguments of the program
	 * @return the link, the same each time, or empty if this program was not spawned
	 * @throws IllegalArgumentException if the {@code -ipc} argument is malformed
	 */
	public static Optional<ParentLink> open(String... args) {
		Optional<String> address = SpawnArguments.address(args);
		if (address.isEmpty()) {
			return Optional.empty();
		}
		synchronized (ParentLink.class) {
			if (opened == null) {
				opened = new ParentLink(Path.of(address.get().substring("unix:".length())));
			}
			return Optional.of(opened);
		}
	}

	/** Returns the file of the socket at which the parent listens. */
	public Path socket() {
		return this.socket;
	}

	/** Returns what parent and child alone know. */
	public byte[] secret() {
		return this.secret.clone();
	}

	/** Returns what ends this program after its parent. */
	public ParentWatch watch() {
		return this.watch;
	}

	/**
	 * Runs a callback when the parent is gone, at once if it is.
	 * @param callback must not block; may run twice
	 */
	public void whenParentGone(Runnable callback) {
		this.callbacks.add(callback);
		if (this.watch.isParentGone()) {
			callback.run();
		}
	}

}
