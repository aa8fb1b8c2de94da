package dev.multiprocess.ipc.protocol;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.adapter.ExportedFuture;
import dev.multiprocess.ipc.adapter.ImportedFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the two sides tell each other of futures, on the control channel: no thread and no
 * lane waits for one. Its methods are called by the control channel's thread.
 *
 * <pre>
 * importer                        owner
 *    ◄── reference in a frame ───   watches the future
 *    ─── AWAIT(id) ─────────────►
 *    ◄── COMPLETE(id) ───────────   when it is done
 *    ─── call of result() ──────►   on a thread of the {@link Dispatcher}
 *    ─── Release(id) ───────────►
 * </pre>
 *
 * An answer to the question of an import that is gone finds nothing, or a later import of
 * the same future, for which it is true as well.
 */
final class Futures {

	private final Connection connection;

	/** What can be told; the order is that on the wire. */
	enum Step {

		/** The sender wants to be told when the receiver's future is done. */
		AWAIT,

		/** The sender's future is done; its outcome can be fetched by a call. */
		COMPLETE,

		/** The sender has cancelled what stands for the receiver's future. */
		CANCEL

	}

	Futures(Connection connection) {
		this.connection = connection;
	}

	/** Takes in what the peer tells. */
	void told(Step step, long id) {
		switch (step) {
			case AWAIT -> await(id);
			case COMPLETE -> completed(id);
			case CANCEL -> cancel(id);
		}
	}

	private void await(long id) {
		ExportedFuture<?> future = exported(id);
		if (future != null) {
			future.await(() -> this.connection.send(new ControlMessage.OfFuture(Step.COMPLETE, id)));
		}
	}

	private void cancel(long id) {
		ExportedFuture<?> future = exported(id);
		if (future != null && future.claimCancel()) {
			this.connection.references.dispatcher().execute(future::cancel);
		}
	}

	private @Nullable ExportedFuture<?> exported(long id) {
		Export export = this.connection.references.exports().find(id);
		if (export == null) {
			return null;
		}
		if (export.target instanceof ExportedFuture<?> future) {
			return future;
		}
		throw new ProtocolException("The peer took object " + id + " for a future");
	}

	private void completed(long id) {
		Import imported = this.connection.references.imports().find(id);
		Object face = (imported != null) ? imported.face() : null;
		if (face instanceof ImportedFuture<?> future) {
			if (future.claim()) {
				this.connection.references.dispatcher().execute(future::fetch);
			}
		}
		else if (face != null) {
			throw new ProtocolException("The peer completed object " + id + ", which is no future");
		}
	}

}
