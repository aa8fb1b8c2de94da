package dev.multiprocess.ipc.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A value with a part of every common kind.
 *
 * @param name may be null
 * @param names a set
 * @param flags a list
 * @param number an optional value
 * @param scores a map
 * @param inner another parcel, or null
 */
public record Parcel(@Nullable String name, Set<String> names, List<Boolean> flags, Optional<Integer> number,
		Map<String, Long> scores, @Nullable Parcel inner) {

	/** Returns a parcel of the name with nothing in it. */
	public static Parcel named(String name) {
		return new Parcel(name, Set.of(), List.of(), Optional.empty(), Map.of(), null);
	}

	/** Returns a parcel that contains as many others, one in another. */
	public static Parcel nested(int levels) {
		Parcel parcel = named("innermost");
		for (int level = 0; level < levels; level++) {
			parcel = new Parcel("level " + level, Set.of(), List.of(), Optional.empty(), Map.of(), parcel);
		}
		return parcel;
	}

}
