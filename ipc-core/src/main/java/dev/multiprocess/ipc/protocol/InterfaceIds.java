package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.multiprocess.ipc.TypeNotAllowedException;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the interfaces under which objects travel. Safe for use by any number of
 * threads.
 */
final class InterfaceIds {

	private final Bindings bindings;

	private final Object peer;

	/** By the types of an object; what is bound stays so. */
	private final Map<List<? extends Type>, int[]> known = new ConcurrentHashMap<>();

	/**
	 * Creates it.
	 * @param bindings knows what is bound
	 * @param peer names the peer
	 */
	InterfaceIds(Bindings bindings, Object peer) {
		this.bindings = bindings;
		this.peer = peer;
	}

	/**
	 * Returns the ids for one object, not to be changed, or throws
	 * {@link NotBoundException}.
	 */
	int[] of(Object object, @Nullable Type functionalType) {
		List<? extends Type> types = (functionalType != null) ? List.of(functionalType)
				: RemoteTypes.interfacesOf(object.getClass());
		int[] ids = this.known.get(types);
		if (ids == null) {
			ids = find(object, types);
			this.known.put(types, ids);
		}
		return ids;
	}

	private int[] find(Object object, List<? extends Type> types) {
		Set<Integer> ids = new LinkedHashSet<>();
		types.forEach((type) -> addKnown(type, ids));
		if (ids.isEmpty()) {
			throw new TypeNotAllowedException(object.getClass().getName(), "a reference",
					"process " + this.peer + " knows none of its remote interfaces; add one to a signature it has");
		}
		if (ids.size() > Frame.MOST_INTERFACES) {
			throw new TypeNotAllowedException(object.getClass().getName(), "a reference", "it has " + ids.size()
					+ " remote interfaces that no other of them extends, the most are " + Frame.MOST_INTERFACES);
		}
		return ids.stream().mapToInt(Integer::intValue).toArray();
	}

	/**
	 * Adds an interface, and those it extends where the peer lacks it or does not know
	 * that it does.
	 */
	private void addKnown(Type type, Set<Integer> ids) {
		BoundInterface bound = this.bindings.bound(type);
		if (bound.known()) {
			ids.add(bound.id());
			bound.unrelated().forEach((parent) -> addKnown(parent, ids));
		}
		else {
			RemoteTypes.directParentsOf(GenericTypes.erase(type)).forEach((parent) -> addKnown(parent, ids));
		}
	}

}
