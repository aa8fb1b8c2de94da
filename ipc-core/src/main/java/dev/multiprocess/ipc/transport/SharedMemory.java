package dev.multiprocess.ipc.transport;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory that the two ends of one connection share: numbered slots, each for one
 * channel at a time.
 *
 * <p>
 * One side makes the slots and offers them, the other takes them; both know the folder.
 * Slots are used again, since Java 17 cannot unmap them. What cannot be had is done
 * without, and that is said once. Safe for use by any number of threads.
 */
public final class SharedMemory {

	private static final Logger logger = LoggerFactory.getLogger(SharedMemory.class);

	private final Path folder;

	private final int most;

	private final int capacity;

	@GuardedBy("this")
	private final Deque<Slot> free = new ArrayDeque<>();

	@GuardedBy("this")
	private final Map<Integer, Slot> taken = new HashMap<>();

	@GuardedBy("this")
	private int made;

	@GuardedBy("this")
	private boolean refused;

	SharedMemory(Path folder, int most, int capacity) {
		this.folder = folder;
		this.most = most;
		this.capacity = capacity;
	}

	/**
	 * Shares memory through files in a folder.
	 * @param folder a private folder, best one that is kept in memory
	 * @param most how many slots there may be
	 * @return the memory, none yet
	 */
	public static SharedMemory in(Path folder, int most) {
		return new SharedMemory(folder, most, RingFile.CAPACITY);
	}

	/**
	 * Returns whether files can be removed while they are mapped, as they are here.
	 */
	public static boolean isSupported() {
		return File.separatorChar == '/';
	}

	/**
	 * One pair of rings.
	 */
	public final class Slot {

		private final int number;

		private final RingFile file;

		private final boolean own;

		@GuardedBy("SharedMemory.this")
		private boolean inUse = true;

		private Slot(int number, RingFile file, boolean own) {
			this.number = number;
			this.file = file;
			this.own = own;
		}

		/** Returns what both sides call it, at least 1. */
		public int number() {
			return this.number;
		}

		/**
		 * Makes a channel of it.
		 * @param bell a channel to the peer on which nothing else is under way
		 * @return the near end
		 */
		public Channel link(Channel bell) {
			Ring incoming = this.own ? this.file.other() : this.file.made();
			Ring outgoing = this.own ? this.file.made() : this.file.other();
			return new RingLink(bell, incoming, outgoing, () -> closedHere(this), () -> free(this));
		}

	}

	private Path path(int number) {
		return this.folder.resolve("r" + number);
	}

	/**
	 * Finds a slot that nobody uses. What came of it is then told once: {@link #settled}
	 * or {@link #declined}.
	 * @return a slot, or null to do without
	 */
	public synchronized @Nullable Slot offer() {
		Slot slot = this.free.poll();
		if (slot == null && !this.refused && this.made < this.most) {
			slot = make();
		}
		if (slot != null) {
			slot.inUse = true;
			slot.file.made().reset();
			slot.file.other().reset();
		}
		return slot;
	}

	@GuardedBy("this")
	private @Nullable Slot make() {
		int number = ++this.made;
		try {
			return new Slot(number, RingFile.make(path(number), this.capacity), true);
		}
		catch (IOException ex) {
			refuse("No memory can be shared in " + this.folder + " (" + ex + ")");
			return null;
		}
	}

	/** Takes in that the peer uses a slot that was offered, or will never be able to. */
	public void settled(Slot slot) {
		remove(slot.number);
	}

	/**
	 * Takes in that the peer does without a slot, so that it is offered none any more.
	 */
	public synchronized void declined(Slot slot) {
		settled(slot);
		refuse("The peer cannot share memory in " + this.folder);
	}

	/** It is no longer needed once both have mapped it. */
	private void remove(int number) {
		try {
			Files.deleteIfExists(path(number));
		}
		catch (IOException ex) {
			// It goes with the folder.
			logger.debug("{} could not be removed", path(number), ex);
		}
	}

	/**
	 * Takes the slot that the peer offers.
	 * @param number its number
	 * @return the slot, or null if it cannot be had
	 * @throws IOException if it is in use
	 */
	public synchronized @Nullable Slot take(int number) throws IOException {
		Slot slot = this.taken.get(number);
		if (slot == null) {
			slot = open(number);
		}
		else if (slot.inUse) {
			throw new IOException("it offered slot " + number + ", which is in use");
		}
		else {
			slot.inUse = true;
		}
		return slot;
	}

	@GuardedBy("this")
	private @Nullable Slot open(int number) {
		try {
			Slot slot = new Slot(number, RingFile.open(path(number)), false);
			this.taken.put(number, slot);
			return slot;
		}
		catch (IOException ex) {
			refuse("No memory can be shared in " + this.folder + " (" + ex + ")");
			return null;
		}
	}

	@GuardedBy("this")
	private void refuse(String what) {
		if (!this.refused) {
			this.refused = true;
			logger.warn("{}; calls go over the socket, which is slower", what);
		}
	}

	/** Takes in that this side uses a slot no more. */
	private synchronized void closedHere(Slot slot) {
		slot.inUse = false;
	}

	/** Takes in that neither side uses a slot any more. */
	private synchronized void free(Slot slot) {
		if (slot.own) {
			this.free.add(slot);
		}
	}

}
