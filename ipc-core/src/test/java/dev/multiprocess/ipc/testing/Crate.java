package dev.multiprocess.ipc.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A value with references as leaves.
 *
 * @param callbacks a list of them
 * @param byName a map of them
 * @param perhaps one or none
 * @param function a function
 */
public record Crate(List<FooCallback> callbacks, Map<String, FooCallback> byName, Optional<FooCallback> perhaps,
		IntSupplier function) {

}
