package dev.multiprocess.ipc.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Exports by their ids, found without a lock and without an object for the id, as every
 * call finds one.
 *
 * <p>
 * An id is looked for from a place on that its hash says, place by place, up to one that
 * was never used. An export that leaves lets a mark behind, so whoever is just passing
 * still finds those beyond; marks go when a new table is made. That happens when half of
 * the places are used, and leaves three of four unused, so each of these steps pays for
 * at most four exports. Ids are never used again: what a reader of an old table misses
 * was not yet given to anybody when it began to read.
 *
 * <p>
 * Changed by one thread at a time, under the lock of the {@link ExportTable}; read by any
 * number of threads meanwhile.
 */
final class ExportsById {

	private static final int SMALLEST = 16;

	private static final Export GONE = new Export(0, new Object(), null);

	static {
		link();
	}

	/** As many as a power of two. */
	private volatile AtomicReferenceArray<@Nullable Export> places = new AtomicReferenceArray<>(SMALLEST);

	/** How many places are taken, marks included. */
	private int used;

	private volatile int size;

	/**
	 * Uses what Java links when it is used for the first time, which takes memory: an
	 * export is taken back when there is none.
	 */
	private static void link() {
		try {
			ExportsById trial = new ExportsById();
			Export export = new Export(1, new Object(), null);
			trial.add(export);
			trial.get(export.id);
			trial.remove(export);
		}
		catch (OutOfMemoryError ignored) {
			// Then it is linked later; the class could not be used at all otherwise.
		}
	}

	@Nullable Export get(long id) {
		AtomicReferenceArray<@Nullable Export> table = this.places;
		int place = first(id, table);
		while (true) {
			Export export = table.getAcquire(place);
			if (export == null || export.id == id && export != GONE) {
				return export;
			}
			place = next(place, table);
		}
	}

	/** Adds one whose id is new. */
	void add(Export export) {
		if (2 * (this.used + 1) > this.places.length()) {
			renew();
		}
		put(export, this.places);
		this.used++;
		this.size = this.size + 1;
	}

	/** Removes one that was added and not removed since. */
	void remove(Export export) {
		AtomicReferenceArray<@Nullable Export> table = this.places;
		int place = first(export.id, table);
		while (table.getPlain(place) != export) {
			if (table.getPlain(place) == null) {
				throw new IllegalArgumentException("Object " + export.id + " is not there");
			}
			place = next(place, table);
		}
		table.setRelease(place, GONE);
		this.size = this.size - 1;
		if (table.length() > SMALLEST && this.size < table.length() / 16) {
			try {
				renew();
			}
			catch (OutOfMemoryError ignored) {
				// It stays as large as it is: what was removed is removed.
			}
		}
	}

	/** Makes a table in which a quarter of the places are used at most. */
	private void renew() {
		List<Export> all = all();
		int length = SMALLEST;
		while (length / 4 < all.size()) {
			length *= 2;
		}
		AtomicReferenceArray<@Nullable Export> table = new AtomicReferenceArray<>(length);
		all.forEach((export) -> put(export, table));
		this.used = all.size();
		this.places = table;
	}

	private static void put(Export export, AtomicReferenceArray<@Nullable Export> table) {
		int place = first(export.id, table);
		while (table.getPlain(place) != null) {
			place = next(place, table);
		}
		table.setRelease(place, export);
	}

	/** Spreads ids, which are numbers in sequence, by the golden ratio. */
	private static int first(long id, AtomicReferenceArray<@Nullable Export> table) {
		return (int) (id * 0x9E3779B97F4A7C15L >>> Long.numberOfLeadingZeros(table.length() - 1));
	}

	private static int next(int place, AtomicReferenceArray<@Nullable Export> table) {
		return place + 1 & table.length() - 1;
	}

	int size() {
		return this.size;
	}

	/** Returns all of them, in any order. */
	List<Export> all() {
		AtomicReferenceArray<@Nullable Export> table = this.places;
		List<Export> all = new ArrayList<>(this.size);
		for (int place = 0; place < table.length(); place++) {
			Export export = table.getPlain(place);
			if (export != null && export != GONE) {
				all.add(export);
			}
		}
		return all;
	}

	void clear() {
		this.places = new AtomicReferenceArray<>(SMALLEST);
		this.used = 0;
		this.size = 0;
	}

}
