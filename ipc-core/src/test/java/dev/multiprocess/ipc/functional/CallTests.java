package dev.multiprocess.ipc.functional;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.multiprocess.ipc.testing.Closing;
import dev.multiprocess.ipc.testing.Color;
import dev.multiprocess.ipc.testing.Foo;
import dev.multiprocess.ipc.testing.FooInit;
import dev.multiprocess.ipc.testing.Parcel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests calls that return what they should, over the in-memory pair.
 */
@DisplayName("Calls")
class CallTests extends FunctionalTest {

	@Test
	@DisplayName("S1: arguments go in and the result comes out")
	void add() {
		assertThat(this.foo.add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("S1: the call runs in the other process")
	void pid() {
		assertThat(this.foo.pid()).isEqualTo(this.ends.process().pid());
	}

	@Test
	@DisplayName("S1: a thousand calls in a row return their own results")
	void many() {
		for (int i = 0; i < 1000; i++) {
			assertThat(this.foo.add(i, i)).isEqualTo(2 * i);
		}
	}

	@Test
	@DisplayName("S2: a default method runs where the object is")
	void defaultMethod() {
		assertThat(this.foo.greet("Ann")).isEqualTo("Hello Ann from DefaultFoo");
	}

	@Test
	@DisplayName("S2: a default method of an inherited interface runs where the object is")
	void inheritedDefaultMethod() {
		assertThat(this.foo.describe()).isEqualTo("the default of DefaultFoo");
	}

	@Test
	@DisplayName("S2: a static method is local")
	void staticMethod() {
		long calls = this.ends.process().stats().calls();
		assertThat(Foo.local()).isEqualTo("static");
		assertThat(this.ends.process().stats().calls()).isEqualTo(calls);
	}

	@Test
	@DisplayName("S2: equals, hashCode and toString of a proxy send nothing")
	@SuppressWarnings("EqualsWithItself")
	void objectMethods() {
		Foo other = this.ends.init().makeFoo();
		long calls = this.ends.process().stats().calls();
		assertThat(this.foo.equals(this.foo)).isTrue();
		assertThat(this.foo.equals(other)).isFalse();
		assertThat(this.foo.equals(null)).isFalse();
		assertThat(this.foo.hashCode()).isEqualTo(this.foo.hashCode());
		assertThat(new HashSet<>(List.of(this.foo, other))).contains(this.foo, other);
		assertThat(this.foo.toString()).isNotEmpty();
		assertThat(this.ends.process().stats().calls()).isEqualTo(calls);
	}

	@Test
	@DisplayName("S2: toString of a proxy names its interface, its process and the pid")
	void proxyToString() {
		assertThat(this.foo.toString()).contains("Foo", "foo", String.valueOf(this.ends.process().pid()));
		assertThat(this.ends.init().toString()).contains("FooInit", "foo", String.valueOf(this.ends.process().pid()));
	}

	@Test
	@DisplayName("S3: each overload is the method that was called")
	void overloads() {
		assertThat(this.foo.overloaded(1)).isEqualTo("int 1");
		assertThat(this.foo.overloaded(1L)).isEqualTo("long 1");
		assertThat(this.foo.overloaded(Integer.valueOf(1))).isEqualTo("Integer 1");
		assertThat(this.foo.overloaded("1")).isEqualTo("String 1");
		assertThat(this.foo.overloaded("1", 2)).isEqualTo("two 12");
	}

	@Test
	@DisplayName("S3: variable arguments arrive, none as well")
	void varargs() {
		assertThat(this.foo.join("-", "a", "b", "c")).isEqualTo("a-b-c");
		assertThat(this.foo.join("-")).isEmpty();
		assertThat(this.foo.join("-", "a", null)).isEqualTo("a-null");
	}

	@Test
	@DisplayName("S3: a method inherited from a generic interface takes the type it has there")
	void inheritedGenericMethod() {
		Parcel parcel = Parcel.named("generic");
		assertThat(this.foo.echo(parcel)).isEqualTo(parcel);
	}

	@Test
	@DisplayName("S3: null is passed wherever an object may be")
	void nulls() {
		assertThat(this.foo.echo(null)).isNull();
		assertThat(this.foo.overloaded((Integer) null)).isEqualTo("Integer null");
		assertThat(this.foo.overloaded((String) null)).isEqualTo("String null");
		assertThat(this.foo.passData(null)).isNull();
		assertThat(this.foo.passBoxed(null)).isNull();
		assertThat(this.foo.returned((dev.multiprocess.ipc.testing.FooCallback) null)).isNull();
		assertThat(this.foo.apply((value) -> null, "x")).isNull();
	}

	@Test
	@DisplayName("S3: every primitive arrives as it was")
	void primitives() {
		assertThat(this.foo.primitives(true, (byte) -1, Short.MIN_VALUE, 'ß', Integer.MAX_VALUE, Long.MIN_VALUE,
				Float.MIN_VALUE, Double.NaN))
			.containsExactly(true, (byte) -1, Short.MIN_VALUE, 'ß', Integer.MAX_VALUE, Long.MIN_VALUE, Float.MIN_VALUE,
					Double.NaN);
	}

	@Test
	@DisplayName("S3: arrays of arrays arrive as they were")
	void arrays() {
		int[][] arrays = { { 1, 2 }, {}, { 3 } };
		assertThat(this.foo.passArrays(arrays)).isDeepEqualTo(arrays);
	}

	@Test
	@DisplayName("S3: a void method returns")
	void voidMethod() {
		long calls = this.ends.process().stats().calls();
		this.foo.nothing();
		assertThat(this.ends.process().stats().calls()).isEqualTo(calls + 1);
	}

	@ParameterizedTest
	@NullSource
	@EnumSource(Color.class)
	@DisplayName("S14: a constant is the constant of this program, one with a body as well")
	void enums(Color color) {
		assertThat(this.foo.passEnum(color)).isSameAs(color);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1.25, 0.0, -0.0, Double.NaN, Double.MIN_VALUE, Double.NEGATIVE_INFINITY })
	@DisplayName("S14: a double is exact")
	void doubles(double value) {
		assertThat(Double.doubleToRawLongBits(this.foo.passDouble(value))).isEqualTo(Double.doubleToRawLongBits(value));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 5, 1000, 65_535, 65_536, 1 << 20, 15 << 20 })
	@DisplayName("S14: bytes of any length arrive as they were")
	void data(int length) {
		byte[] data = new byte[length];
		for (int i = 0; i < length; i++) {
			data[i] = (byte) (i * 31 + i / 251);
		}
		assertThat(Arrays.equals(this.foo.passData(data), data)).isTrue();
	}

	@Test
	@DisplayName("S14: a list may contain null")
	void listWithNull() {
		List<byte[]> list = Arrays.asList(new byte[] { 1, 2 }, null);
		List<byte[]> returned = this.foo.passList(list);
		assertThat(returned).hasSize(2);
		assertThat(returned.get(0)).containsExactly(1, 2);
		assertThat(returned.get(1)).isNull();
	}

	@Test
	@DisplayName("S14: a record of all kinds of parts arrives equal, with its optional set and unset")
	void records() {
		Parcel full = new Parcel("name", Set.of("a", "b"), List.of(true, false, true), Optional.of(3),
				Map.of("x", 1L, "y", Long.MAX_VALUE), Parcel.named("inner"));
		assertThat(this.foo.echo(full)).isEqualTo(full);
		Parcel bare = new Parcel(null, Set.of(), List.of(), Optional.empty(), Map.of(), null);
		assertThat(this.foo.echo(bare)).isEqualTo(bare);
	}

	@Test
	@DisplayName("S14: nested generics arrive equal")
	void nestedGenerics() {
		Map<Color, List<Parcel>> map = new EnumMap<>(Color.class);
		map.put(Color.BLUE, List.of(Parcel.named("a"), Parcel.named("b")));
		map.put(Color.RED, List.of());
		assertThat(this.foo.passNested(Set.of(map, new HashMap<>()))).isEqualTo(Set.of(map, new HashMap<>()));
	}

	@Test
	@DisplayName("S14: a map arrives with all its entries")
	void mapSize() {
		Map<String, Integer> map = new HashMap<>();
		for (int i = 0; i < 1000; i++) {
			map.put("key " + i, i);
		}
		assertThat(this.foo.mapSize(map)).isEqualTo(1000);
	}

	@Test
	@DisplayName("S1: the first object makes others, by method and by type")
	void make() throws Exception {
		FooInit init = this.ends.init();
		assertThat(init.makeFoo().add(3, 4)).isEqualTo(7);
		assertThat(init.make(Foo.class).add(5, 6)).isEqualTo(11);
		try (Closing closing = init.makeClosing("one")) {
			assertThat(closing.name()).isEqualTo("one");
		}
	}

	@Test
	@DisplayName("S1: objects of one class keep their own state")
	void separateObjects() {
		Foo other = this.ends.init().makeFoo();
		this.foo.saveCallback((arg) -> arg + 1);
		other.saveCallback((arg) -> arg + 2);
		assertThat(this.foo.callbackSaved(10)).isEqualTo(11);
		assertThat(other.callbackSaved(10)).isEqualTo(12);
	}

}
