package dev.multiprocess.ipc.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.protocol.Occupancy;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one name that serve, and which of them a call goes to: the least busy
 * one of those that take calls; the others stand by.
 *
 * <p>
 * Changed by one thread at a time, read by any number.
 */
final class Serving {

	/** How many take calls. */
	private final int instances;

	private final Notices notices;

	/**
	 * Who came first, first; those that ended a moment ago may be among them, and those
	 * that take their leave, to which calls still belong that are part of others.
	 */
	private volatile List<Incarnation> all = List.of();

	/** Where to begin, so that idle processes take turns. */
	private final AtomicInteger turn = new AtomicInteger();

	/** Those among them that are prepared and were not called yet. */
	private final List<Incarnation> standing = new ArrayList<>();

	Serving(int instances, Notices notices) {
		this.instances = instances;
		this.notices = notices;
	}

	/** Adds a process; returns whether it takes calls, else it is to be prepared. */
	boolean add(Incarnation started) {
		List<Incarnation> more = new ArrayList<>(this.all);
		more.add(started);
		this.all = List.copyOf(more);
		return active().contains(started);
	}

	/** Takes in that a process is prepared, unless it takes calls already or ends. */
	void prepared(Incarnation waiting) {
		if (this.all.contains(waiting) && waiting.isServing() && !active().contains(waiting)) {
			this.standing.add(waiting);
			this.notices.standbyReady(waiting.process());
		}
	}

	/** Takes in which processes have ended, or take their leave. */
	void settle() {
		this.all = this.all.stream().filter(Incarnation::isOpen).toList();
		this.standing.removeIf((waiting) -> !waiting.isServing());
		List<Incarnation> active = active();
		for (Incarnation waiting : List.copyOf(this.standing)) {
			if (active.contains(waiting)) {
				this.standing.remove(waiting);
				this.notices.standbyActivated(waiting.process());
			}
		}
	}

	/** Returns those that take calls now. */
	private List<Incarnation> active() {
		return this.all.stream().filter(Incarnation::isServing).limit(this.instances).toList();
	}

	boolean isEmpty() {
		return this.all.stream().noneMatch(Incarnation::isServing);
	}

	/** Returns where a call goes now; null if nothing serves. */
	@Nullable Incarnation choose() {
		List<Incarnation> all = this.all;
		if (all.size() == 1) {
			Incarnation only = all.get(0);
			return (only.isServing() || only.isOnCurrentStack()) ? only : null;
		}
		for (Incarnation candidate : all) {
			// A call made while serving that very process stays on its lane.
			if (candidate.isOnCurrentStack()) {
				return candidate;
			}
		}
		return leastBusy(all);
	}

	private @Nullable Incarnation leastBusy(List<Incarnation> all) {
		Incarnation[] candidates = new Incarnation[this.instances];
		int count = 0;
		for (int i = 0; i < all.size() && count < candidates.length; i++) {
			if (all.get(i).isServing()) {
				candidates[count++] = all.get(i);
			}
		}
		Incarnation best = null;
		int least = Integer.MAX_VALUE;
		int first = (count > 1) ? this.turn.getAndIncrement() : 0;
		for (int i = 0; i < count; i++) {
			Incarnation candidate = candidates[Math.floorMod(first + i, count)];
			int busy = Occupancy.callsInFlight(candidate.process().connection());
			if (busy < least) {
				best = candidate;
				least = busy;
			}
		}
		return best;
	}

}
