package dev.multiprocess.ipc.testing;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;

import dev.multiprocess.ipc.RemoteInterface;
import org.jspecify.annotations.Nullable;

/**
 * Methods that take, keep, call and return references.
 */
@RemoteInterface
public interface FooCallbacks {

	int callback(FooCallback callback, int arg);

	int callbackExtended(ExtendedCallback callback, int arg);

	void saveCallback(@Nullable FooCallback callback);

	int callbackSaved(int arg);

	@Nullable FooCallback saved();

	int passFn(IntSupplier function);

	IntSupplier makeFn(int value);

	void saveFn(@Nullable IntSupplier function);

	@Nullable IntSupplier savedFn();

	/** Whether both are one object there. */
	boolean same(@Nullable FooCallback one, @Nullable FooCallback other);

	boolean sameFn(IntSupplier one, IntSupplier other);

	@Nullable String apply(Function<String, @Nullable String> function, String value);

	/** Calls this very object again through a callback, so many calls deep in all. */
	int deeper(FooCallback callback, int levels);

	@Nullable FooCallback returned(@Nullable FooCallback callback);

	Crate returned(Crate crate);

	int sum(Crate crate, int arg);

	int sumAll(List<FooCallback> callbacks, int arg);

	/** Returns a new object that doubles. */
	FooCallback make();

	/** Returns an object that was returned before, the same each time. */
	FooCallback one();

	/** Whether it is the object that {@link #one()} returns. */
	boolean isOne(FooCallback callback);

	/** Returns an object that is also a {@link Closing}. */
	FooCallback both();

	/** Returns the name of its class there. */
	String typeOf(FooCallback callback);

	/** Calls a closing with what is no part of its declared type. */
	int callIfCallback(Closing closing, int arg);

}
