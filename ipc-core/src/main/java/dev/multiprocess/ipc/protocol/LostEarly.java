package dev.multiprocess.ipc.protocol;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Objects that the peer has said are gone, although no frame has mentioned them: the one
 * that does may be under way on another channel. The latest are kept. Guarded by the
 * table it belongs to.
 */
final class LostEarly {

	/** The end of a sentence about an object whose process has ended. */
	static final String REASON = "is lost: the process it lived in has ended";

	/** Far more than can be under way at a time. */
	private static final int MOST = 10_000;

	private final Set<Long> ids = new LinkedHashSet<>();

	void add(long id) {
		this.ids.add(id);
		if (this.ids.size() > MOST) {
			this.ids.remove(this.ids.iterator().next());
		}
	}

	boolean contains(long id) {
		return this.ids.contains(id);
	}

}
