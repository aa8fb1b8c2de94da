package dev.multiprocess.ipc.protocol;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the calls on a lane need one after the other, made once for each level on which
 * they nest. It goes with its lane, and is confined to the owner of the lane.
 */
final class Levels {

	private final Lane lane;

	private final List<ReplyWriter> writers = new ArrayList<>();

	/** Entries of calls that have ended, as a chain; they hold on to nothing else. */
	private @Nullable StackEntry spare;

	Levels(Lane lane) {
		this.lane = lane;
	}

	/**
	 * Returns what answers the call that was received. There is one for each level: while
	 * a call is served the lane stands on a higher one, so when another arrives on the
	 * same level the one before has been answered.
	 */
	ReplyWriter answer() {
		int level = this.lane.depth();
		while (this.writers.size() <= level) {
			this.writers.add(new ReplyWriter(this.lane));
		}
		ReplyWriter writer = this.writers.get(level);
		writer.begin(this.lane.received().call());
		return writer;
	}

	/**
	 * Takes an entry for the stack of the owner, which is given back when popped. Nobody
	 * else ever sees one: users are shown a {@link CurrentCall}.
	 */
	StackEntry takeEntry() {
		StackEntry entry = this.spare;
		if (entry == null) {
			return new StackEntry();
		}
		this.spare = entry.outer();
		return entry;
	}

	void giveBack(StackEntry entry) {
		entry.clear(this.spare);
		this.spare = entry;
	}

}
