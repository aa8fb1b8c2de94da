package dev.multiprocess.ipc.functional;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

import dev.multiprocess.ipc.testing.Closing;
import dev.multiprocess.ipc.testing.Crate;
import dev.multiprocess.ipc.testing.Doubling;
import dev.multiprocess.ipc.testing.FooCallback;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what travels by reference and stays the same object, over the in-memory pair.
 */
@DisplayName("References")
class ReferenceTests extends FunctionalTest {

	@Test
	@DisplayName("S17: an object that comes home is the object itself")
	void home() {
		FooCallback callback = (arg) -> arg;
		assertThat(this.foo.returned(callback)).isSameAs(callback);
		this.foo.saveCallback(callback);
		assertThat(this.foo.saved()).isSameAs(callback);
	}

	@Test
	@DisplayName("S17: an object of the other process that goes home is the object itself there")
	void homeThere() {
		assertThat(this.foo.isOne(this.foo.one())).isTrue();
		assertThat(this.foo.isOne(this.foo.make())).isFalse();
	}

	@Test
	@DisplayName("S17: the same object received twice is the same proxy, another one is not")
	void sameProxy() {
		assertThat(this.foo.one()).isSameAs(this.foo.one());
		assertThat(this.foo.make()).isNotSameAs(this.foo.make());
		assertThat(this.foo.returned(this.foo.one())).isSameAs(this.foo.one());
	}

	@Test
	@DisplayName("S17: the same object passed twice in one call is one object there")
	void sameThere() {
		FooCallback one = (arg) -> arg + 1;
		FooCallback other = (arg) -> arg + 2;
		assertThat(this.foo.same(one, one)).isTrue();
		assertThat(this.foo.same(one, other)).isFalse();
	}

	/** Equal ones are still two. */
	private record Equal(int number) implements FooCallback {

		@Override
		public int call(int arg) {
			return arg + this.number;
		}

	}

	@Test
	@DisplayName("S16, S17: a record that implements a remote interface goes by reference, by its identity")
	void recordByReference() {
		Equal equal = new Equal(1);
		assertThat(this.foo.same(equal, new Equal(1))).isFalse();
		assertThat(this.foo.returned(equal)).isSameAs(equal);
		assertThat(this.foo.callback(equal, 1)).isEqualTo(2);
	}

	@Test
	@DisplayName("S17: a function keeps its identity as well")
	void functions() {
		IntSupplier function = () -> 3;
		assertThat(this.foo.sameFn(function, function)).isTrue();
		assertThat(this.foo.sameFn(function, () -> 3)).isFalse();
		this.foo.saveFn(function);
		assertThat(this.foo.savedFn()).isSameAs(function);
		IntSupplier there = this.foo.makeFn(5);
		this.foo.saveFn(there);
		assertThat(this.foo.savedFn()).isSameAs(there);
	}

	/** Travels under two types. */
	private static final class Both implements FooCallback, IntSupplier {

		@Override
		public int call(int arg) {
			return arg;
		}

		@Override
		public int getAsInt() {
			return 11;
		}

	}

	@Test
	@DisplayName("S17: an object that implements a function type as well can be both")
	void bothKinds() {
		Both both = new Both();
		assertThat(this.foo.callback(both, 4)).isEqualTo(4);
		assertThat(this.foo.passFn(both)).isEqualTo(11);
		assertThat(this.foo.returned(both)).isSameAs(both);
		this.foo.saveFn(both);
		assertThat(this.foo.savedFn()).isSameAs(both);
	}

	@Test
	@DisplayName("S17: an object of several remote interfaces is one proxy of them all")
	void severalInterfaces() throws Exception {
		FooCallback both = this.foo.both();
		assertThat(both.call(2)).isEqualTo(6);
		assertThat(both).isInstanceOf(Closing.class);
		assertThat(((Closing) both).name()).isEqualTo("both");
		assertThat(this.foo.callIfCallback((Closing) both, 2)).isEqualTo(6);
		((Closing) both).close();
	}

	@Test
	@DisplayName("S16: an enum constant goes by value although it implements a remote interface")
	void enumByValue() {
		int exported = this.ends.process().stats().exported();
		assertThat(this.foo.returned(Doubling.TWICE)).isSameAs(Doubling.TWICE);
		assertThat(this.foo.returned(Doubling.FOUR_TIMES)).isSameAs(Doubling.FOUR_TIMES);
		assertThat(this.foo.typeOf(Doubling.TWICE)).isEqualTo(Doubling.class.getName());
		assertThat(this.foo.callback(Doubling.FOUR_TIMES, 3)).isEqualTo(12);
		assertThat(this.ends.process().stats().exported()).isEqualTo(exported);
	}

	@Test
	@DisplayName("S16: references travel inside records, lists, maps and optional values")
	void inside() {
		FooCallback one = (arg) -> arg + 1;
		FooCallback two = (arg) -> arg + 2;
		Crate crate = new Crate(List.of(one, two, one), Map.of("two", two), Optional.of(one), () -> 100);
		assertThat(this.foo.sum(crate, 10)).isEqualTo(11 + 12 + 11 + 12 + 11 + 100);
		Crate returned = this.foo.returned(crate);
		assertThat(returned.callbacks()).hasSize(3);
		assertThat(returned.callbacks().get(0)).isSameAs(one);
		assertThat(returned.callbacks().get(1)).isSameAs(two);
		assertThat(returned.callbacks().get(2)).isSameAs(one);
		assertThat(returned.byName().get("two")).isSameAs(two);
		assertThat(returned.perhaps().orElseThrow()).isSameAs(one);
		assertThat(returned.function()).isSameAs(crate.function());
	}

	@Test
	@DisplayName("S16: references of the other process go home inside values")
	void insideHome() {
		FooCallback there = this.foo.one();
		Crate crate = new Crate(List.of(there), Map.of(), Optional.empty(), this.foo.makeFn(1));
		assertThat(this.foo.sum(crate, 10)).isEqualTo(21);
		assertThat(this.foo.returned(crate)).isEqualTo(crate);
	}

	@Test
	@DisplayName("S16: a thousand references fit in one call")
	void many() {
		List<FooCallback> callbacks = new java.util.ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			int number = i;
			callbacks.add((arg) -> number);
		}
		Crate returned = this.foo.returned(new Crate(callbacks, Map.of(), Optional.empty(), () -> 0));
		for (int i = 0; i < 1000; i++) {
			assertThat(returned.callbacks().get(i)).isSameAs(callbacks.get(i));
		}
	}

}
