package dev.multiprocess.ipc.protocol;

import java.lang.ref.Cleaner.Cleanable;
import java.lang.ref.WeakReference;

import dev.multiprocess.ipc.adapter.Imported;
import org.jspecify.annotations.Nullable;

/**
 * An object of the peer as this program holds it: one for as long as its proxy lives.
 */
final class Import {

	final Connection connection;

	final long id;

	final ProxyType type;

	/**
	 * Whether it is the first object of the peer, which lives as long as the connection.
	 */
	final boolean root;

	/**
	 * What users hold. Set once, before the import is published; never strong, or it
	 * would not be collected.
	 */
	private @Nullable WeakReference<Object> face;

	/** What must not be collected although nobody may hold it. */
	private volatile @Nullable Object pinned;

	/** Set with the proxy; stops watching it, lest the cleaner hold the connection. */
	@Nullable Cleanable watch;

	/** Whether a frame has mentioned it to its owner; guarded by its table. */
	boolean held;

	/** The number of mentions this import stands for; guarded by its table. */
	int count;

	private volatile @Nullable String gone;

	Import(Connection connection, long id, ProxyType type, boolean root) {
		this.connection = connection;
		this.id = id;
		this.type = type;
		this.root = root;
	}

	/** Sets what users hold: the proxy, or the future or stream around it. */
	void face(Object face) {
		this.face = new WeakReference<>(face);
		if (face instanceof Imported object && object.pending()) {
			this.pinned = face;
		}
	}

	/** Returns what users hold, or null if it was collected. */
	@Nullable Object face() {
		return (this.face != null) ? this.face.get() : null;
	}

	/** Leaves what users hold to them. */
	void unpin() {
		this.pinned = null;
	}

	/**
	 * Why the object can no longer be called, as the end of a sentence about it; null if
	 * it can.
	 */
	@Nullable String gone() {
		String reason = this.gone;
		return (reason == null && this.root && !this.connection.isOpen()) ? "is gone" : reason;
	}

	/** Notes why the object can no longer be called; the first reason counts. */
	void gone(String reason) {
		if (this.gone == null) {
			this.gone = reason;
		}
	}

	@Override
	public String toString() {
		return this.type + "@" + this.connection;
	}

}
