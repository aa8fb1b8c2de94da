package dev.multiprocess.ipc.protocol;

import java.lang.ref.Cleaner.Cleanable;
import java.lang.ref.WeakReference;

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
	 * Set once, before the import is published; never strong, or proxies would not be
	 * collected.
	 */
	@Nullable WeakReference<Object> proxy;

	/** Set with the proxy; stops watching it, lest the cleaner hold the connection. */
	@Nullable Cleanable watch;

	/** The number of mentions this import stands for; guarded by its table. */
	int count;

	private volatile @Nullable String gone;

	Import(Connection connection, long id, ProxyType type, boolean root) {
		this.connection = connection;
		this.id = id;
		this.type = type;
		this.root = root;
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
