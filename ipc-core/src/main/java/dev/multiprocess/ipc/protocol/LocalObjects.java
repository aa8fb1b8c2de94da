package dev.multiprocess.ipc.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.Ipc.Registration;
import dev.multiprocess.ipc.ResultDisposer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Objects of this program that other processes hold or that have cleanups, over all
 * connections.
 *
 * <p>
 * Safe for use by any number of threads. User code never runs under the lock.
 */
public final class LocalObjects {

	private static final Logger logger = LoggerFactory.getLogger(LocalObjects.class);

	/** Set while the thread runs a callback. */
	private static final ThreadLocal<@Nullable Boolean> running = new ThreadLocal<>();

	@GuardedBy("this")
	private final Map<Object, Entry> entries = new IdentityHashMap<>();

	private final ResultDisposer disposer;

	/**
	 * Creates an empty registry.
	 * @param disposer receives results of {@code Init} methods that nobody holds any more
	 */
	public LocalObjects(ResultDisposer disposer) {
		this.disposer = disposer;
	}

	/** What is known of one object. */
	private static final class Entry {

		/** Of most objects none is registered. */
		private @Nullable Deque<Runnable> cleanups;

		/** The number of connections that hold the object, once per functional type. */
		private int exports;

		private boolean owned;

		private boolean closed;

		/** Where it was passed on to, if it lives in another process itself. */
		private @Nullable Map<Export, ExportTable> passedOn;

		private void add(Runnable cleanup) {
			if (this.cleanups == null) {
				this.cleanups = new ArrayDeque<>();
			}
			this.cleanups.addFirst(cleanup);
		}

		private boolean remove(Runnable cleanup) {
			return this.cleanups != null && this.cleanups.remove(cleanup);
		}

		private Collection<Runnable> cleanups() {
			return (this.cleanups != null) ? this.cleanups : List.of();
		}

	}

	synchronized void exported(Export export, ExportTable table) {
		Entry known = this.entries.get(export.object);
		Entry entry = (known != null) ? known : new Entry();
		if (export.imported != null) {
			if (entry.passedOn == null) {
				entry.passedOn = new IdentityHashMap<>();
			}
			entry.passedOn.put(export, table);
		}
		if (known == null) {
			this.entries.put(export.object, entry);
		}
		// Last, when memory cannot run out any more.
		entry.exports++;
	}

	/** Tells those to whom an object of another process was passed on that it is gone. */
	void lost(@Nullable Object proxy) {
		Map<Export, ExportTable> holders;
		synchronized (this) {
			Entry entry = this.entries.get(proxy);
			// By identity: exports of one object to several processes are equal.
			holders = (entry != null && entry.passedOn != null) ? new IdentityHashMap<>(entry.passedOn) : Map.of();
		}
		holders.forEach((export, table) -> table.tellGone(export));
	}

	/** Notes that the object belongs to its remote holders. */
	synchronized void own(Object object) {
		Entry entry = this.entries.get(object);
		if (entry != null) {
			entry.owned = true;
		}
	}

	/** Notes that a holder has closed the object already. */
	synchronized void closed(Object object) {
		Entry entry = this.entries.get(object);
		if (entry != null) {
			entry.closed = true;
		}
	}

	/** Returns what has to run now that a connection no longer holds the object. */
	synchronized List<Runnable> unexported(Export export) {
		Object object = export.object;
		Entry entry = this.entries.get(object);
		if (entry != null && entry.passedOn != null) {
			entry.passedOn.remove(export);
		}
		if (entry == null || --entry.exports > 0) {
			return List.of();
		}
		this.entries.remove(object);
		List<Runnable> work = new ArrayList<>();
		if (entry.owned) {
			work.add(() -> this.disposer.dispose(object, entry.closed));
		}
		work.addAll(entry.cleanups());
		return work;
	}

	/**
	 * Runs a callback when the last remote reference to an object is gone.
	 * @param object an object of this program
	 * @param cleanup the callback
	 * @return takes it back
	 */
	public synchronized Registration addCleanup(Object object, Runnable cleanup) {
		// Wrapped, so that the same callback given twice is told apart.
		Runnable registered = cleanup::run;
		this.entries.computeIfAbsent(object, (key) -> new Entry()).add(registered);
		return () -> removeCleanup(object, registered);
	}

	private synchronized void removeCleanup(Object object, Runnable cleanup) {
		Entry entry = this.entries.get(object);
		if (entry != null && entry.remove(cleanup) && entry.cleanups().isEmpty() && entry.exports == 0) {
			this.entries.remove(object);
		}
	}

	/**
	 * Runs the callbacks of all objects that are still here. What a peer still holds is
	 * disposed of when that connection ends.
	 */
	public void close() {
		List<Runnable> work = new ArrayList<>();
		synchronized (this) {
			for (Entry entry : this.entries.values()) {
				work.addAll(entry.cleanups());
				entry.cleanups = null;
			}
			this.entries.values().removeIf((entry) -> entry.exports == 0);
		}
		work.forEach(LocalObjects::run);
	}

	static void run(Runnable callback) {
		boolean outermost = running.get() == null;
		running.set(true);
		try {
			callback.run();
		}
		catch (Throwable ex) {
			logger.warn("A cleanup failed", ex);
		}
		finally {
			if (outermost) {
				running.remove();
			}
		}
	}

	/** Returns whether the current thread runs a callback. */
	static boolean isRunning() {
		return running.get() != null;
	}

}
