package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import dev.multiprocess.ipc.kryo.Types.Box;
import dev.multiprocess.ipc.kryo.Types.Circle;
import dev.multiprocess.ipc.kryo.Types.Color;
import dev.multiprocess.ipc.kryo.Types.Dto;
import dev.multiprocess.ipc.kryo.Types.Empty;
import dev.multiprocess.ipc.kryo.Types.Everything;
import dev.multiprocess.ipc.kryo.Types.Nested;
import dev.multiprocess.ipc.kryo.Types.Node;
import dev.multiprocess.ipc.kryo.Types.Operation;
import dev.multiprocess.ipc.kryo.Types.Point;
import dev.multiprocess.ipc.kryo.Types.Polygon;
import dev.multiprocess.ipc.kryo.Types.Result;
import dev.multiprocess.ipc.kryo.Types.Shape;
import dev.multiprocess.ipc.kryo.Types.Square;
import dev.multiprocess.ipc.kryo.Types.SubDto;
import dev.multiprocess.ipc.kryo.Types.Success;
import dev.multiprocess.ipc.kryo.Types.Tree;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What crosses by value arrives as it was.
 */
@DisplayName("S14: by value")
class ByValueTests {

	private static final Class<?>[] ALLOWED = { Point.class, Empty.class, Everything.class, Node.class, Tree.class,
			Nested.class, Color.class, Operation.class, Shape.class, Result.class, Dto.class, SubDto.class, Box.class };

	private final Wire wire = new Wire(ALLOWED);

	static Stream<Arguments> values() {
		return Stream.of(jdkValues(), times(), applicationValues(), arrays()).flatMap((part) -> part);
	}

	private static Stream<Arguments> jdkValues() {
		return Stream.of(of(true), of((byte) -7), of((short) -300), of('ß'), of(Integer.MIN_VALUE), of(Long.MAX_VALUE),
				of(-1.5f), of(Double.NaN), of(Boolean.class, false), of("plain"), of(""), of("äöü ÿ"), of("日本 😀"),
				of("lone \uD800 surrogate"), of("x".repeat(100_000)), of("字".repeat(50_000)),
				of(new BigInteger("-123456789012345678901234567890")), of(new BigDecimal("-1234.567890")),
				of(BigDecimal.ONE.setScale(10_000)), of(new UUID(1, -2)), of(URI.create("http://a.b/c?d=é#f")),
				of(Locale.CANADA_FRENCH), of(Locale.ROOT), of(Locale.forLanguageTag("zh-Hans-CN-u-nu-hanidec")),
				of(Currency.getInstance("EUR")), of(BitSet.valueOf(new long[] { 5, 0, 9 })), of(new BitSet()),
				of(OptionalInt.of(-3)), of(OptionalInt.empty()), of(OptionalLong.of(1L << 40)),
				of(OptionalLong.empty()), of(OptionalDouble.of(0.1)), of(OptionalDouble.empty()), of(new Date(12345)),
				of(RoundingMode.HALF_EVEN), of(TimeUnit.DAYS), of(Optional.of("x")), of(Optional.empty()));
	}

	private static Stream<Arguments> times() {
		ZoneId berlin = ZoneId.of("Europe/Berlin");
		return Stream.of(of(Duration.ofNanos(-1)), of(Instant.MIN), of(Instant.MAX), of(Instant.EPOCH.minusNanos(1)),
				of(LocalDate.MIN), of(LocalTime.MAX), of(LocalDateTime.of(2024, 2, 29, 23, 59)),
				of(ZoneOffset.ofHours(-3)), of(ZoneOffset.ofTotalSeconds(3723)), of(ZoneId.class, berlin),
				of(ZoneId.class, ZoneOffset.UTC), of(OffsetTime.MAX), of(OffsetDateTime.MIN),
				of(ZonedDateTime.ofLocal(LocalDateTime.of(2024, 10, 27, 2, 30), berlin, ZoneOffset.ofHours(1))),
				of(ZonedDateTime.ofLocal(LocalDateTime.of(2024, 10, 27, 2, 30), berlin, ZoneOffset.ofHours(2))),
				of(Year.of(-5)), of(YearMonth.of(2024, 2)), of(MonthDay.of(2, 29)), of(Period.of(-1, 2, -3)),
				of(DayOfWeek.SUNDAY), of(Month.MAY), of(ChronoUnit.FOREVER));
	}

	private static Stream<Arguments> applicationValues() {
		Polygon polygon = new Polygon();
		polygon.points = List.of(new Point(1, 2), new Point(3, 4));
		return Stream.of(of(new Point(-1, 1 << 30)), of(new Empty()),
				of(new Everything(true, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6d, 7, "j")),
				of(new Everything(false, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6d, null, null)),
				of(new Node(1, new Node(2, new Node(3, null)))),
				of(new Tree("a", List.of(new Tree("b", List.of()), new Tree("c", List.of())))), of(Color.GREEN),
				of(Operation.class, Operation.MINUS), of(Shape.class, new Circle(1.5)), of(Shape.class, new Square(2)),
				of(Shape.class, polygon), of(Dto.of("n", 3, new Point(1, 2), "x", "y")), of(Dto.class, new SubDto()),
				of(new TypeOf<Result<Point>>() {
				}.type(), new Success<>(new Point(1, 2))), of(new TypeOf<Result<Point>>() {
				}.type(), new Types.Failure<Point>("why")), of(new TypeOf<Box<List<Box<Integer>>>>() {
				}.type(), new Box<>(List.of(new Box<>(1), new Box<>(null)))));
	}

	private static Stream<Arguments> arrays() {
		return Stream.of(of(new boolean[] { true, false }), of(new byte[] { 1, -2 }), of(new short[] { 1, -2 }),
				of(new char[] { 'a', '字' }), of(new int[] { 1, Integer.MIN_VALUE }),
				of(new long[] { 1, Long.MIN_VALUE }), of(new float[] { 1, -2 }), of(new double[] { 1, -2 }),
				of(new int[0]), of(new int[][] { { 1 }, null, {} }), of(new String[] { "a", null }),
				of(new Point[] { new Point(1, 2), null }), of(new Shape[] { new Circle(1), null }),
				of(Shape[].class, new Circle[] { new Circle(1) }),
				of(new Object[] { 1, "two", null, new int[] { 3 }, new Point(4, 5) }),
				of(Object[].class, new String[] { "a" }), of(Object[].class, new Point[][] { { new Point(1, 2) } }),
				of(new Color[][][] { { { Color.RED } } }), of(new Dto[] { new SubDto() }),
				of(new Integer[] { 1, null }), of(new Number[] { 1, 2.0 }), of(new List<?>[] { List.of(1) }));
	}

	private static Arguments of(Object value) {
		return arguments(value.getClass(), value);
	}

	private static Arguments of(Type declared, Object value) {
		return arguments(declared, value);
	}

	@ParameterizedTest
	@MethodSource("values")
	@DisplayName("arrives equal and of the same class where its type is declared")
	void arrives(Type declared, Object value) {
		assertSame(this.wire.send(declared, value), value);
	}

	@ParameterizedTest
	@MethodSource("values")
	@DisplayName("arrives equal and of the same class where Object is declared")
	void arrivesWhereObjectIsDeclared(Type declared, Object value) {
		assertSame(this.wire.send(Object.class, value), value);
	}

	@ParameterizedTest
	@MethodSource("values")
	@DisplayName("arrives within lists, maps, arrays and records")
	void arrivesNested(Type declared, Object value) {
		List<Object> nested = new ArrayList<>(Arrays.asList(value, Map.of("key", value), new Box<>(value), null));
		List<?> arrived = (List<?>) this.wire.send(new TypeOf<List<Object>>() {
		}.type(), nested);
		assertSame(arrived.get(0), value);
		assertSame(((Map<?, ?>) arrived.get(1)).get("key"), value);
		assertSame(((Box<?>) arrived.get(2)).content(), value);
	}

	@ParameterizedTest
	@MethodSource("values")
	@DisplayName("null arrives as null")
	void nullArrives(Type declared, Object value) {
		assertThat(this.wire.send(declared, null)).isNull();
	}

	@Test
	@DisplayName("values without equality arrive with their content")
	void valuesWithoutEqualityArrive() {
		assertThat(this.wire.send(StringBuilder.class, new StringBuilder("ab"))).hasToString("ab");
		assertThat((AtomicInteger) this.wire.send(AtomicInteger.class, new AtomicInteger(3))).hasValue(3);
		assertThat((AtomicLong) this.wire.send(AtomicLong.class, new AtomicLong(3))).hasValue(3);
		assertThat((AtomicBoolean) this.wire.send(AtomicBoolean.class, new AtomicBoolean(true))).isTrue();
		AtomicReference<?> reference = (AtomicReference<?>) this.wire.send(new TypeOf<AtomicReference<Point>>() {
		}.type(), new AtomicReference<>(new Point(1, 2)));
		assertThat(reference.get()).isEqualTo(new Point(1, 2));
	}

	@Test
	@DisplayName("primitives declared as such take no byte to tell null")
	void primitivesAreCompact() {
		assertThat(this.wire.encode(int.class, 5)).hasSize(1);
		assertThat(this.wire.encode(void.class, null)).isEmpty();
		assertThat(this.wire.decode(void.class)).isNull();
		assertThat(this.wire.send(double.class, 2.5)).isEqualTo(2.5);
	}

	@Test
	@DisplayName("fields that are static or transient stay behind")
	void transientFieldsStayBehind() {
		Dto dto = Dto.of("n", 1, new Point(1, 2));
		dto.forgotten = 99;
		assertThat(((Dto) this.wire.send(Dto.class, dto)).forgotten).isEqualTo(7);
	}

	@Test
	@DisplayName("a generic record holds what its declaration says")
	void genericRecordsHoldWhatIsDeclared() {
		Type declared = new TypeOf<Nested>() {
		}.type();
		Nested value = new Nested(Map.of("k", List.of(new Box<>(new Point(1, 2)))), Optional.of(new Point(3, 4)),
				new Point[][] { { new Point(5, 6) } });
		Nested arrived = (Nested) this.wire.send(declared, value);
		assertThat(arrived.boxes()).isEqualTo(value.boxes());
		assertThat(arrived.maybe()).isEqualTo(value.maybe());
		assertThat(Arrays.deepEquals(arrived.grid(), value.grid())).isTrue();
	}

	@Test
	@DisplayName("several values stand behind one another")
	void severalValuesStandBehindOneAnother() {
		var layout = Wire.layout(this.wire.sender, int.class, String.class, Shape.class);
		var buffer = new dev.multiprocess.ipc.protocol.FrameBuffer(1000);
		buffer.adopt(new byte[] { 1, 2, 3, 4 }, 3);
		layout.encode(new Object[] { 1, "two", new Circle(3) }, buffer, this.wire.context);
		assertThat(Arrays.copyOf(buffer.bytes(), 3)).containsExactly(1, 2, 3);
		@Nullable Object[] arrived = layout.decode(buffer.bytes(), 3, buffer.position(), this.wire.context);
		assertThat(arrived).containsExactly(1, "two", new Circle(3));
	}

	@Test
	@DisplayName("what is allowed by hand needs no signature that leads to it")
	void reachesEmptyCollections() {
		assertThat(this.wire.send(Object.class, Collections.emptyList())).isEqualTo(List.of());
	}

	private static void assertSame(@Nullable Object arrived, Object value) {
		assertThat(arrived).hasSameClassAs(value);
		assertThat(Objects.deepEquals(arrived, value)).as("%s is like %s", arrived, value).isTrue();
	}

}
