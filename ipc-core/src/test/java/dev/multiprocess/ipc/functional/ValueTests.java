package dev.multiprocess.ipc.functional;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.testing.Calculator;
import dev.multiprocess.ipc.testing.Color;
import dev.multiprocess.ipc.testing.Doubling;
import dev.multiprocess.ipc.testing.FooCallback;
import dev.multiprocess.ipc.testing.Values.Circle;
import dev.multiprocess.ipc.testing.Values.Group;
import dev.multiprocess.ipc.testing.Values.Job;
import dev.multiprocess.ipc.testing.Values.Person;
import dev.multiprocess.ipc.testing.Values.Point;
import dev.multiprocess.ipc.testing.Values.Shape;
import dev.multiprocess.ipc.testing.Values.Words;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What crosses by value and by reference, there and back over the in-memory pair.
 */
@DisplayName("Values")
class ValueTests extends ValuesTest {

	@Test
	@DisplayName("S14: collections keep their kind there and here, those that cannot be modified stay so")
	void kinds() {
		List<String> modifiable = new ArrayList<>(List.of("a"));
		modifiable.add(null);
		List<String> withNull = Stream.of("a", null).toList();
		for (List<String> value : List.of(modifiable, List.of("a"), withNull, Collections.unmodifiableList(modifiable),
				Collections.singletonList("a"))) {
			List<String> arrived = this.values.strings(value);
			assertThat(arrived).isEqualTo(value);
			assertThat(isModifiable(arrived)).isEqualTo(isModifiable(value));
			assertThat(this.values.any(value)).isEqualTo(value);
		}
		assertThat(this.values.classOf(modifiable)).isEqualTo(ArrayList.class.getName());
		assertThat(this.values.strings(withNull)).hasSize(2).containsNull();
	}

	private static boolean isModifiable(List<String> list) {
		try {
			list.add("b");
			list.remove(list.size() - 1);
			return true;
		}
		catch (UnsupportedOperationException ex) {
			return false;
		}
	}

	@Test
	@DisplayName("S14: maps of enum constants, entries, and atomic values arrive as such")
	void holders() {
		EnumMap<Color, Integer> counts = new EnumMap<>(Map.of(Color.RED, 1, Color.BLUE, 3));
		assertThat(this.values.counts(counts)).isEqualTo(counts).isInstanceOf(EnumMap.class);
		assertThat(this.values.counts(new EnumMap<>(Color.class))).isEmpty();
		assertThat(this.values.any(counts)).isEqualTo(counts).isInstanceOf(EnumMap.class);
		assertThat(this.values.entry(Map.entry("a", Color.BLUE))).isEqualTo(Map.entry("a", Color.BLUE));
		assertThat(this.values.counter(new AtomicInteger(5))).hasValue(5);
		assertThat(this.values.reference(new AtomicReference<>(new Point(1, 2)))).hasValue(new Point(1, 2));
	}

	@Test
	@DisplayName("S14: constants with bodies are the constants of this program, whatever is declared")
	void constants() {
		assertThat(this.values.any(Color.BLUE)).isSameAs(Color.BLUE);
		assertThat(this.values.classOf(Color.BLUE)).isEqualTo(Color.BLUE.getClass().getName());
		assertThat(this.values.any(List.of(Color.BLUE, Color.RED))).isEqualTo(List.of(Color.BLUE, Color.RED));
	}

	@Test
	@DisplayName("S14: nested generics, arrays of records, and records of any number of components")
	void nestedGenerics() {
		Map<String, List<Optional<Point[]>>> nested = Map.of("k",
				List.of(Optional.of(new Point[] { new Point(1, 2), null }), Optional.empty()));
		Map<String, List<Optional<Point[]>>> arrived = this.values.nested(nested);
		assertThat(arrived.get("k").get(0).orElseThrow()).containsExactly(new Point(1, 2), null);
		assertThat(arrived.get("k").get(1)).isEmpty();
		Point[][] grid = { { new Point(1, 2) }, null, {} };
		assertThat(Arrays.deepEquals(this.values.grid(grid), grid)).isTrue();
		assertThat(this.values.words(new Words("a", "b", "c")).rest()).containsExactly("b", "c");
		assertThat(this.values.words(new Words("a")).rest()).isEmpty();
	}

	@Test
	@DisplayName("S14: sealed hierarchies, whose classes need no permission, also within each other")
	void sealedHierarchies() {
		Circle circle = new Circle(new Point(1, 2), 0.5);
		List<Shape> arrived = this.values.shapes(List.of(circle, new Group(circle, new Group())));
		assertThat(arrived.get(0)).isEqualTo(circle);
		Shape[] parts = ((Group) arrived.get(1)).parts();
		assertThat(parts[0]).isEqualTo(circle);
		assertThat(((Group) parts[1]).parts()).isEmpty();
		assertThat(this.values.any(circle)).isEqualTo(circle);
	}

	@Test
	@DisplayName("S14: classes with a no-argument constructor arrive with their fields")
	void beans() {
		Person person = new Person();
		person.name = "Ada";
		person.places = List.of(new Point(1, 2));
		Person arrived = this.values.person(person);
		assertThat(arrived.name).isEqualTo("Ada");
		assertThat(arrived.places).containsExactly(new Point(1, 2));
	}

	@Test
	@DisplayName("S14: numbers of any precision, but not of a scale that would take all memory to write out")
	void numbers() {
		BigDecimal number = new BigDecimal("-123456789012345678901234567890.0123456789");
		assertThat(this.values.number(number)).isEqualTo(number);
		assertThatExceptionOfType(IpcException.class)
			.isThrownBy(() -> this.values.number(BigDecimal.valueOf(1, Integer.MAX_VALUE)))
			.withMessageContaining("Values.number(arg 0)");
		assertThat(this.values.number(number)).isEqualTo(number);
	}

	@Test
	@DisplayName("S15: classes cross as the names of remote interfaces, and no others")
	void classes() {
		assertThat(this.values.type(Calculator.class)).isSameAs(Calculator.class);
		assertThatExceptionOfType(TypeNotAllowedException.class).isThrownBy(() -> this.values.type(String.class))
			.satisfies((ex) -> assertThat(ex.path()).isEqualTo("Values.type(arg 0)"));
		assertThat(this.values.type(Calculator.class)).isSameAs(Calculator.class);
	}

	@Test
	@DisplayName("S15: a class that is allowed by hand crosses, one that is not names the way to allow it")
	void allowedByHand() {
		assertThatExceptionOfType(TypeNotAllowedException.class)
			.isThrownBy(() -> this.values.any(List.of(new Unknown(1))))
			.withMessageContaining("Values.any(arg 0)[]")
			.withMessageContaining("Ipc.Builder.allowType");
		assertThat(Doubling.class.getInterfaces()).isNotEmpty();
		assertThat(this.values.any(new Point(1, 2))).isEqualTo(new Point(1, 2));
	}

	record Unknown(int number) {
	}

	@Test
	@DisplayName("S38: more references than a message can count fail that call alone")
	void tooManyReferences() {
		List<IntSupplier> steps = new ArrayList<>();
		for (int i = 0; i < 0x10000; i++) {
			int number = i;
			steps.add(() -> number);
		}
		assertThatExceptionOfType(IpcException.class)
			.isThrownBy(() -> this.values.run(new Job((text) -> text, steps, Optional.empty()), "no"))
			.withMessageContaining("more than 65535 objects");
		assertThat(this.values.run(new Job((text) -> text, steps.subList(0, 3), Optional.empty()), "3"))
			.isEqualTo("3-1");
	}

	@Test
	@DisplayName("S16: functional types cross within records and collections, references within optional values")
	void functions() {
		List<String> seen = new ArrayList<>();
		FooCallback last = (sum) -> 10 * sum;
		Job job = new Job((text) -> {
			seen.add(text);
			return text + "!";
		}, List.of(() -> 1, () -> 2), Optional.of(last));
		assertThat(this.values.run(job, "go")).isEqualTo("go!30");
		assertThat(seen).containsExactly("go");
		assertThat(this.values.run(new Job((text) -> text, List.of(), Optional.empty()), "no")).isEqualTo("no-1");
	}

}
