package dev.multiprocess.ipc.testing;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntSupplier;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;
import dev.multiprocess.ipc.Shared;

/**
 * Returns what it is given, declared in all the ways in which values cross; and makes
 * objects that are asked for by type.
 */
@RemoteInterface
public interface Values extends Init {

	/** Declared as anything. */
	Object any(Object value);

	/** Returns the name of its class there. */
	String classOf(Object value);

	List<String> strings(List<String> value);

	EnumMap<Color, Integer> counts(EnumMap<Color, Integer> value);

	Map.Entry<String, Color> entry(Map.Entry<String, Color> value);

	AtomicInteger counter(AtomicInteger value);

	AtomicReference<Point> reference(AtomicReference<Point> value);

	Map<String, List<Optional<Point[]>>> nested(Map<String, List<Optional<Point[]>>> value);

	List<Shape> shapes(List<Shape> value);

	Words words(Words value);

	Point[][] grid(Point[][] value);

	BigDecimal number(BigDecimal value);

	Person person(Person value);

	Class<?> type(Class<?> value);

	/** Runs all parts of it on a text. */
	String run(Job job, String text);

	Calculator calculator();

	/** Returns a new one, which belongs to the caller. */
	Closing closing();

	@Shared
	Ledger shared();

	Duplicate one();

	Duplicate two();

	/** Returns how often something was closed there. */
	int closed();

	/** A leaf. */
	record Point(int x, int y) {
	}

	/** A closed set of records. */
	sealed interface Shape permits Circle, Group {

	}

	/** A part. */
	record Circle(Point center, double radius) implements Shape {
	}

	/** A whole. */
	record Group(Shape... parts) implements Shape {
	}

	/** A record of any number of components. */
	record Words(String first, String... rest) {
	}

	/** A class with fields. */
	final class Person {

		public String name = "";

		public List<Point> places = List.of();

	}

	/** Functional types in a record, in its collections, and one that may be there. */
	record Job(Function<String, String> work, List<IntSupplier> steps, Optional<FooCallback> last) {
	}

	/** Something that is shared, although it can be closed. */
	@RemoteInterface
	interface Ledger extends AutoCloseable {

		int entries();

		@Override
		void close();

	}

	/** Something that two methods make. */
	@RemoteInterface
	interface Duplicate {

		int number();

	}

}
