package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * The objects of this program that the peer of one connection may call.
 *
 * <p>
 * The exporter adds one for each mention it sends, the importer returns what it counted;
 * at zero the object leaves the table. Ids are never used again, so one that was issued
 * and is gone is told from one that never was. Safe for use by any number of threads.
 */
final class ExportTable {

	private final LocalObjects locals;

	private final IntSupplier limit;

	private final ExportsById byId = new ExportsById();

	@GuardedBy("this")
	private final Map<ExportKey, Export> byObject = new HashMap<>();

	/** Unguessable, so that a mistaken id is not one that was issued. */
	private final long firstId = new SecureRandom().nextLong() >>> 2 | 1;

	private volatile long nextId = this.firstId;

	@GuardedBy("this")
	private boolean closed;

	private final LongConsumer gone;

	/**
	 * Creates an empty table.
	 * @param locals told which objects are in use
	 * @param limit the most objects that the peer may hold at once
	 * @param gone tells the peer that the object of an id is gone
	 */
	ExportTable(LocalObjects locals, IntSupplier limit, LongConsumer gone) {
		this.locals = locals;
		this.limit = limit;
		this.gone = gone;
	}

	/** Counts one mention more of an object that frames mention; null if none does. */
	synchronized @Nullable Export mentionAgain(Object object, @Nullable Type functionalType) {
		Export export = this.byObject.get(new ExportKey(object, functionalType));
		return (export != null && export.interfaces.length > 0) ? mention(export) : null;
	}

	/** Exports the first object, of which the peer learns without a frame. */
	long mentionRoot(Object object) {
		return mention(object, null, Export.NO_INTERFACES).id;
	}

	/** Counts one mention more, exporting the object if it is the first. */
	synchronized Export mention(Object object, @Nullable Type functionalType, int[] interfaces) {
		if (this.closed) {
			throw new ConnectionClosedException("The connection is closed", false, null);
		}
		ExportKey key = new ExportKey(object, functionalType);
		Export export = this.byObject.get(key);
		if (export == null) {
			int most = this.limit.getAsInt();
			if (this.byObject.size() >= most) {
				throw new IpcException("The other process holds " + most
						+ " objects of this one, the most it may, so no " + object.getClass().getName()
						+ " was sent; is it keeping proxies it no longer needs? If not, raise Ipc.Builder.maxReferences in both programs");
			}
			export = new Export(this.nextId, object, functionalType);
			// First, whatever becomes of it: an id is never used again.
			this.nextId = export.id + 1;
			add(export);
		}
		if (export.interfaces.length == 0) {
			export.interfaces = interfaces;
		}
		return mention(export);
	}

	@GuardedBy("this")
	private Export mention(Export export) {
		export.count++;
		// Looked at after it was noted as passed on: either this sees that it is gone, or
		// whoever ends it sees that it was passed on.
		if (export.imported != null && export.imported.gone() != null) {
			tellGone(export);
		}
		return export;
	}

	/** Adds it to all or to none, since memory may run out in between. */
	@GuardedBy("this")
	private void add(Export export) {
		try {
			this.byId.add(export);
			this.byObject.put(export, export);
			this.locals.exported(export, this);
		}
		catch (Error ex) {
			this.byObject.remove(export);
			if (this.byId.get(export.id) == export) {
				this.byId.remove(export);
			}
			throw ex;
		}
	}

	/**
	 * Finds what the peer wants to call.
	 * @return the export, or null if it is gone
	 * @throws ProtocolException if the id was never issued
	 */
	@Nullable Export find(long id) {
		Export export = this.byId.get(id);
		if (export == null) {
			checkIssued(id);
		}
		return export;
	}

	private void checkIssued(long id) {
		if (id < this.firstId || id >= this.nextId) {
			throw new ProtocolException("The peer named object " + id + ", which it was never given");
		}
	}

	/** Takes back mentions; returns what has to run if that were the last ones. */
	List<Runnable> release(long id, int count) {
		checkIssued(id);
		synchronized (this) {
			Export export = this.byId.get(id);
			if (this.closed) {
				return List.of();
			}
			if (export == null || count < 1 || count > export.count) {
				throw new ProtocolException("The peer released object " + id + " " + count + " times, it was given "
						+ ((export != null) ? export.count : 0) + " times");
			}
			export.count -= count;
			return (export.count == 0) ? remove(export) : List.of();
		}
	}

	/** Takes back a mention that the peer has not seen and will not see. */
	synchronized List<Runnable> takeBack(Export export) {
		return (!this.closed && --export.count == 0) ? remove(export) : List.of();
	}

	@GuardedBy("this")
	private List<Runnable> remove(Export export) {
		this.byId.remove(export);
		this.byObject.remove(export);
		export.unexported();
		return this.locals.unexported(export);
	}

	/** Tells the peer that an object which it was passed on is gone. */
	void tellGone(Export export) {
		this.gone.accept(export.id);
	}

	int size() {
		return this.byId.size();
	}

	/** Empties the table; returns what has to run, youngest object first. */
	synchronized List<Runnable> close() {
		this.closed = true;
		List<Runnable> work = new ArrayList<>();
		List<Export> exports = this.byId.all();
		exports.sort((one, other) -> Long.compare(other.id, one.id));
		exports.forEach((export) -> work.addAll(this.locals.unexported(export)));
		exports.forEach(Export::unexported);
		this.byId.clear();
		this.byObject.clear();
		return work;
	}

}
