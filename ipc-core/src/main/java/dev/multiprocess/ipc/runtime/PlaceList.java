package dev.multiprocess.ipc.runtime;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import dev.multiprocess.ipc.Supervision;

/**
 * All places of a name. Guarded by the lock of its {@link Places}.
 *
 * @param all the places
 */
record PlaceList(List<Place> all) implements Iterable<Place> {

	static PlaceList of(Supervision supervision) {
		List<Place> all = new ArrayList<>();
		for (int i = 0; i < supervision.instances() + supervision.standby(); i++) {
			all.add(new Place(supervision.restart()));
		}
		return new PlaceList(List.copyOf(all));
	}

	@Override
	public Iterator<Place> iterator() {
		return this.all.iterator();
	}

	int size() {
		return this.all.size();
	}

	/** Returns how many have something or are about to. */
	int taken() {
		return (int) this.all.stream().filter((place) -> !place.isVacant()).count();
	}

	/** Returns the starts that are under way or to come. */
	List<Attempt> attempts() {
		List<Attempt> attempts = new ArrayList<>();
		for (Place place : this.all) {
			if (place.attempt != null) {
				attempts.add(place.attempt);
			}
		}
		return attempts;
	}

	/** Takes back the starts to come, not those that are under way. */
	void cancel() {
		for (Place place : this.all) {
			if (place.attempt != null && place.attempt.cancel()) {
				place.attempt = null;
			}
		}
	}

	/** Returns why nothing is tried now. */
	Refusal refusal() {
		Place first = this.all.get(0);
		for (Place place : this.all) {
			first = (place.restarts.openNanos() < first.restarts.openNanos()) ? place : first;
		}
		return first.refusal();
	}

}
