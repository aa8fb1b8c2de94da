package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.multiprocess.ipc.TypeNotAllowedException;
import org.jspecify.annotations.Nullable;

/**
 * Which methods of an interface can never be called between processes, found out before
 * anybody calls them. Immutable.
 *
 * <p>
 * One such method does not spoil the others: it fails when it is called, and then tells
 * of all the others that would.
 */
final class DryRun {

	private static final int MOST_NAMED = 20;

	private final Map<Integer, List<TypeNotAllowedException>> offences = new TreeMap<>();

	private final Function<Type, InterfaceModel> models;

	/**
	 * Tries out an interface.
	 * @param model the interface
	 * @param models parses the functional types that its methods pass
	 */
	DryRun(InterfaceModel model, Function<Type, InterfaceModel> models) {
		this.models = models;
		for (MethodModel method : model.methods()) {
			List<TypeNotAllowedException> found = new ArrayList<>();
			collect(method, "", new HashSet<>(Set.of(model.type())), found);
			if (!found.isEmpty()) {
				this.offences.put(method.index(), List.copyOf(found));
			}
		}
	}

	private void collect(MethodModel method, String prefix, Set<Type> seen, List<TypeNotAllowedException> found) {
		method.offences()
			.forEach(
					(each) -> found.add(new TypeNotAllowedException(each.type(), prefix + each.path(), each.remedy())));
		Stream.of(method.arguments(), method.result())
			.flatMap((layout) -> layout.functionalTypes().stream())
			.filter(seen::add)
			.forEach((type) -> collect(type, prefix + method.name() + ": ", seen, found));
	}

	/** Callbacks are of no use if they cannot be called. */
	private void collect(Type functional, String prefix, Set<Type> seen, List<TypeNotAllowedException> found) {
		try {
			this.models.apply(functional).methods().forEach((method) -> collect(method, prefix, seen, found));
		}
		catch (IllegalArgumentException ex) {
			found.add(new TypeNotAllowedException(functional.getTypeName(), prefix + "callback",
					String.valueOf(ex.getMessage())));
		}
	}

	boolean succeeded() {
		return this.offences.isEmpty();
	}

	/** Returns why a method cannot be called, or null if it can. */
	@Nullable TypeNotAllowedException refusal(MethodModel method) {
		List<TypeNotAllowedException> own = this.offences.get(method.index());
		if (own == null) {
			return null;
		}
		TypeNotAllowedException first = own.get(0);
		List<String> others = describe(Set.of(first));
		return new TypeNotAllowedException(first.type(), first.path(), first.remedy()
				+ (others.isEmpty() ? "" : others.stream().collect(Collectors.joining(", ", " (also: ", ")"))));
	}

	/** Describes all offences, for people. */
	List<String> describe() {
		return describe(Set.of());
	}

	private List<String> describe(Set<TypeNotAllowedException> without) {
		return this.offences.values()
			.stream()
			.flatMap(List::stream)
			.filter((offence) -> !without.contains(offence))
			.limit(MOST_NAMED)
			.map((offence) -> offence.path() + " of type " + offence.type())
			.toList();
	}

}
