package dev.multiprocess.ipc.kryo;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;

import dev.multiprocess.ipc.RemoteInterface;
import org.jspecify.annotations.Nullable;

/**
 * Values of all kinds, as applications declare them.
 */
final class Types {

	private Types() {
	}

	record Point(int x, int y) {
	}

	record Empty() {
	}

	record Everything(boolean a, byte b, short c, char d, int e, long f, float g, double h, @Nullable Integer i,
			@Nullable String j) {
	}

	record Box<T>(T content) {
	}

	record Pair<A, B>(A first, B second) {
	}

	record Node(int value, @Nullable Node next) {
	}

	record Tree(String name, List<Tree> children) {
	}

	record Nested(Map<String, List<Box<Point>>> boxes, Optional<Point> maybe, Point[][] grid) {
	}

	record Endless<T>(T value, @Nullable Endless<List<T>> next) {
	}

	record Picky(int value) {

		Picky {
			if (value < 0) {
				throw new IllegalArgumentException("negative");
			}
		}

	}

	record Handlers(Map<String, Consumer<Point>> byName, @Nullable Runnable last) {
	}

	record Remote(String name) implements Service {

		@Override
		public void serve() {
		}

	}

	enum Color {

		RED, GREEN, BLUE

	}

	enum Operation implements IntBinaryOperator {

		PLUS {
			@Override
			public int applyAsInt(int left, int right) {
				return left + right;
			}
		},

		MINUS {
			@Override
			public int applyAsInt(int left, int right) {
				return left - right;
			}
		}

	}

	sealed interface Shape permits Circle, Square, Polygon {

	}

	record Circle(double radius) implements Shape {
	}

	record Square(double side) implements Shape {
	}

	static non-sealed class Polygon implements Shape {

		List<Point> points = List.of();

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Polygon that && this.points.equals(that.points);
		}

		@Override
		public int hashCode() {
			return this.points.hashCode();
		}

	}

	sealed interface Result<T> permits Success, Failure {

	}

	record Success<T>(T value) implements Result<T> {
	}

	record Failure<T>(String reason) implements Result<T> {
	}

	interface Animal {

	}

	record Dog(String name) implements Animal {
	}

	static class Base<T> {

		private @Nullable T inherited;

		transient int forgotten = 7;

		void inherit(T value) {
			this.inherited = value;
		}

		@Nullable T inherited() {
			return this.inherited;
		}

	}

	static class Dto extends Base<Point> {

		static int counter;

		private String name = "unnamed";

		private final List<String> tags = new java.util.ArrayList<>();

		private int count;

		private Dto() {
		}

		static Dto of(String name, int count, Point inherited, String... tags) {
			Dto dto = new Dto();
			dto.name = name;
			dto.count = count;
			dto.inherit(inherited);
			dto.tags.addAll(List.of(tags));
			return dto;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Dto that && this.name.equals(that.name) && this.tags.equals(that.tags)
					&& this.count == that.count && Objects.equals(inherited(), that.inherited());
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.name, this.tags, this.count);
		}

	}

	static class SubDto extends Dto {

	}

	@RemoteInterface
	interface Service {

		void serve();

	}

	interface Transformer extends Function<Box<Point>, List<String>> {

	}

	static class Argless {

		Argless(int value) {
		}

	}

	class Inner {

	}

	record HoldsThread(String name, List<Box<Thread>> threads) {
	}

}
