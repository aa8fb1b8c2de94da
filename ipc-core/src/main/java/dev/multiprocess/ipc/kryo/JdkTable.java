package dev.multiprocess.ipc.kryo;

import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.esotericsoftware.kryo.kryo5.serializers.DefaultSerializers;
import com.esotericsoftware.kryo.kryo5.serializers.TimeSerializers;
import org.jspecify.annotations.Nullable;

/**
 * The types of the JDK with their numbers. The numbers are part of the protocol: new ones
 * are added, none is given twice.
 */
final class JdkTable {

	private final List<JdkType> types = new ArrayList<>();

	private JdkTable() {
	}

	static List<JdkType> types() {
		JdkTable table = new JdkTable();
		table.addPrimitives();
		table.addLeaves();
		table.addEnums();
		table.types.addAll(JdkContainerTable.types());
		table.addAbstract();
		return List.copyOf(table.types);
	}

	private void addPrimitives() {
		int id = 4;
		for (Class<?> type : List.of(boolean.class, byte.class, short.class, char.class, int.class, long.class,
				float.class, double.class)) {
			Class<?> box = MethodType.methodType(type).wrap().returnType();
			add(id, type, null);
			add(id + 8, box, (declared, factory) -> Primitives.of(type));
			id++;
		}
	}

	private void addLeaves() {
		leaf(20, String.class);
		leaf(21, BigInteger.class);
		leaf(22, BigDecimal.class);
		leaf(23, UUID.class);
		leaf(24, URI.class);
		leaf(25, Locale.class);
		leaf(26, Currency.class);
		leaf(27, BitSet.class);
		leaf(28, Class.class);
		leaf(29, OptionalInt.class);
		leaf(30, OptionalLong.class);
		leaf(31, OptionalDouble.class);
		leaf(32, StringBuilder.class);
		leaf(33, AtomicInteger.class);
		leaf(34, AtomicLong.class);
		leaf(35, AtomicBoolean.class);
		leaf(36, Date.class);
		leaf(37, Void.class);
		leaf(40, Duration.class);
		leaf(41, Instant.class);
		leaf(42, LocalDate.class);
		leaf(43, LocalTime.class);
		leaf(44, LocalDateTime.class);
		leaf(45, ZoneOffset.class);
		leaf(46, ZoneId.class);
		leaf(47, OffsetTime.class);
		leaf(48, OffsetDateTime.class);
		leaf(49, ZonedDateTime.class);
		leaf(50, Year.class);
		leaf(51, YearMonth.class);
		leaf(52, MonthDay.class);
		leaf(53, Period.class);
	}

	/** Made when such a value is met, since most are not, and each costs some classes. */
	private static ValueSerializer leaf(int id) {
		return (id < 40) ? value(id) : time(id);
	}

	private static ValueSerializer value(int id) {
		return switch (id) {
			case 20 -> JdkLeaves.string();
			case 21 -> JdkLeaves.bigInteger();
			case 22 -> JdkLeaves.bigDecimal();
			case 23 -> JdkLeaves.uuid();
			case 24 -> JdkLeaves.uri();
			case 25 -> JdkLeaves.locale();
			case 26 -> new KryoLeaf<>(Currency.class, new DefaultSerializers.CurrencySerializer());
			case 27 -> JdkLeaves.bitSet();
			case 28 -> JdkLeaves.type();
			case 29 -> JdkLeaves.optionalInt();
			case 30 -> JdkLeaves.optionalLong();
			case 31 -> JdkLeaves.optionalDouble();
			case 32 -> Leaf.<StringBuilder>of((output, value) -> output.writeString(value.toString()),
					(input) -> new StringBuilder(JdkLeaves.text(input)));
			case 33 -> Leaf.<AtomicInteger>of((output, value) -> output.writeInt(value.get()),
					(input) -> new AtomicInteger(input.readInt()));
			case 34 -> Leaf.<AtomicLong>of((output, value) -> output.writeLong(value.get()),
					(input) -> new AtomicLong(input.readLong()));
			case 35 -> Leaf.<AtomicBoolean>of((output, value) -> output.writeBoolean(value.get()),
					(input) -> new AtomicBoolean(input.readBoolean()));
			case 36 -> Leaf.<Date>of((output, value) -> output.writeLong(value.getTime()),
					(input) -> new Date(input.readLong()));
			case 37 -> Primitives.of(void.class);
			default -> throw new IllegalArgumentException("No type has the number " + id);
		};
	}

	private static ValueSerializer time(int id) {
		return switch (id) {
			case 40 -> new KryoLeaf<>(Duration.class, new TimeSerializers.DurationSerializer());
			case 41 -> new KryoLeaf<>(Instant.class, new TimeSerializers.InstantSerializer());
			case 42 -> new KryoLeaf<>(LocalDate.class, new TimeSerializers.LocalDateSerializer());
			case 43 -> new KryoLeaf<>(LocalTime.class, new TimeSerializers.LocalTimeSerializer());
			case 44 -> new KryoLeaf<>(LocalDateTime.class, new TimeSerializers.LocalDateTimeSerializer());
			case 45 -> new KryoLeaf<>(ZoneOffset.class, new TimeSerializers.ZoneOffsetSerializer());
			case 46 -> JdkLeaves.zoneId();
			case 47 -> new KryoLeaf<>(OffsetTime.class, new TimeSerializers.OffsetTimeSerializer());
			case 48 -> new KryoLeaf<>(OffsetDateTime.class, new TimeSerializers.OffsetDateTimeSerializer());
			case 49 -> JdkLeaves.zonedDateTime();
			case 50 -> new KryoLeaf<>(Year.class, new TimeSerializers.YearSerializer());
			case 51 -> new KryoLeaf<>(YearMonth.class, new TimeSerializers.YearMonthSerializer());
			case 52 -> new KryoLeaf<>(MonthDay.class, new TimeSerializers.MonthDaySerializer());
			case 53 -> new KryoLeaf<>(Period.class, new TimeSerializers.PeriodSerializer());
			default -> throw new IllegalArgumentException("No type has the number " + id);
		};
	}

	/** Enums whose constants are the same in all versions of Java. */
	private void addEnums() {
		int id = 56;
		for (Class<?> type : List.of(DayOfWeek.class, Month.class, ChronoUnit.class, TimeUnit.class, RoundingMode.class,
				TextStyle.class, FormatStyle.class, StandardOpenOption.class, StandardCopyOption.class)) {
			add(id++, type, (declared, factory) -> new EnumSerializer(type));
		}
	}

	/** Types that only name the elements of arrays. */
	private void addAbstract() {
		int id = 100;
		for (Class<?> type : List.of(Object.class, Number.class, CharSequence.class, Comparable.class,
				Serializable.class, Enum.class, Record.class, Queue.class, Deque.class, SortedSet.class,
				SortedMap.class, ConcurrentMap.class, Iterable.class)) {
			add(id++, type, null);
		}
	}

	private void leaf(int id, Class<?> type) {
		add(id, type, (declared, factory) -> leaf(id));
	}

	private void add(int id, Class<?> type, JdkType.@Nullable Maker maker) {
		this.types.add(new JdkType(id, type, maker));
	}

}
