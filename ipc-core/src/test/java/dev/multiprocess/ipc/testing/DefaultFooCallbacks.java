package dev.multiprocess.ipc.testing;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Takes, keeps, calls and returns references.
 */
abstract class DefaultFooCallbacks implements FooCallbacks {

	private final FooCallback one = new Doubler();

	private volatile @Nullable FooCallback saved;

	private volatile @Nullable IntSupplier savedFn;

	/** Made anew each time, unlike a lambda that captures nothing. */
	private static final class Doubler implements FooCallback {

		@Override
		public int call(int arg) {
			return 2 * arg;
		}

	}

	@Override
	public int callback(FooCallback callback, int arg) {
		return callback.call(arg);
	}

	@Override
	public int callbackExtended(ExtendedCallback callback, int arg) {
		return callback.callExtended(arg, 10);
	}

	@Override
	public void saveCallback(@Nullable FooCallback callback) {
		this.saved = callback;
	}

	@Override
	public int callbackSaved(int arg) {
		FooCallback callback = this.saved;
		if (callback == null) {
			throw new IllegalStateException("nothing saved");
		}
		return callback.call(arg);
	}

	@Override
	public @Nullable FooCallback saved() {
		return this.saved;
	}

	@Override
	public int passFn(IntSupplier function) {
		return function.getAsInt();
	}

	@Override
	public IntSupplier makeFn(int value) {
		return () -> value;
	}

	@Override
	public void saveFn(@Nullable IntSupplier function) {
		this.savedFn = function;
	}

	@Override
	public @Nullable IntSupplier savedFn() {
		return this.savedFn;
	}

	@Override
	public boolean same(@Nullable FooCallback one, @Nullable FooCallback other) {
		return one == other;
	}

	@Override
	public boolean sameFn(IntSupplier one, IntSupplier other) {
		return one == other;
	}

	@Override
	public @Nullable String apply(Function<String, @Nullable String> function, String value) {
		return function.apply(value);
	}

	@Override
	public int deeper(FooCallback callback, int levels) {
		return callback.call(levels);
	}

	@Override
	public @Nullable FooCallback returned(@Nullable FooCallback callback) {
		return callback;
	}

	@Override
	public Crate returned(Crate crate) {
		return crate;
	}

	@Override
	public int sum(Crate crate, int arg) {
		int sum = sumAll(crate.callbacks(), arg);
		sum += sumAll(List.copyOf(crate.byName().values()), arg);
		return sum + crate.perhaps().map((callback) -> callback.call(arg)).orElse(0) + crate.function().getAsInt();
	}

	@Override
	public int sumAll(List<FooCallback> callbacks, int arg) {
		return callbacks.stream().mapToInt((callback) -> callback.call(arg)).sum();
	}

	@Override
	public FooCallback make() {
		return new Doubler();
	}

	@Override
	public FooCallback one() {
		return this.one;
	}

	@Override
	public boolean isOne(FooCallback callback) {
		return callback == this.one;
	}

	/** Implements two remote interfaces. */
	private static final class Both implements FooCallback, Closing {

		@Override
		public int call(int arg) {
			return 3 * arg;
		}

		@Override
		public String name() {
			return "both";
		}

		@Override
		public void close() {
		}

	}

	@Override
	public FooCallback both() {
		return new Both();
	}

	@Override
	public String typeOf(FooCallback callback) {
		return callback.getClass().getName();
	}

	@Override
	public int callIfCallback(Closing closing, int arg) {
		return (closing instanceof FooCallback callback) ? callback.call(arg) : -1;
	}

}
