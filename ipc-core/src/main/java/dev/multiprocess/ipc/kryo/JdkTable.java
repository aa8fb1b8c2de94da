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

import com.esotericsoftware.kryo.kryo5.Serializer;
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
		table.addTimes();
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
			leaf(id + 8, box, Primitives.of(type));
			id++;
		}
	}

	private void addLeaves() {
		leaf(20, String.class, JdkLeaves.STRING);
		leaf(21, BigInteger.class, JdkLeaves.BIG_INTEGER);
		leaf(22, BigDecimal.class, JdkLeaves.BIG_DECIMAL);
		leaf(23, UUID.class, JdkLeaves.UUID);
		leaf(24, URI.class, JdkLeaves.URI);
		leaf(25, Locale.class, JdkLeaves.LOCALE);
		kryo(26, Currency.class, new DefaultSerializers.CurrencySerializer());
		leaf(27, BitSet.class, JdkLeaves.BIT_SET);
		leaf(28, Class.class, JdkLeaves.CLASS);
		leaf(29, OptionalInt.class, JdkLeaves.OPTIONAL_INT);
		leaf(30, OptionalLong.class, JdkLeaves.OPTIONAL_LONG);
		leaf(31, OptionalDouble.class, JdkLeaves.OPTIONAL_DOUBLE);
		leaf(32, StringBuilder.class, Leaf.<StringBuilder>of((output, value) -> output.writeString(value.toString()),
				(input) -> new StringBuilder(JdkLeaves.text(input))));
		leaf(33, AtomicInteger.class, Leaf.<AtomicInteger>of((output, value) -> output.writeInt(value.get()),
				(input) -> new AtomicInteger(input.readInt())));
		leaf(34, AtomicLong.class, Leaf.<AtomicLong>of((output, value) -> output.writeLong(value.get()),
				(input) -> new AtomicLong(input.readLong())));
		leaf(35, AtomicBoolean.class, Leaf.<AtomicBoolean>of((output, value) -> output.writeBoolean(value.get()),
				(input) -> new AtomicBoolean(input.readBoolean())));
		leaf(36, Date.class, Leaf.<Date>of((output, value) -> output.writeLong(value.getTime()),
				(input) -> new Date(input.readLong())));
		leaf(37, Void.class, Primitives.of(void.class));
	}

	private void addTimes() {
		kryo(40, Duration.class, new TimeSerializers.DurationSerializer());
		kryo(41, Instant.class, new TimeSerializers.InstantSerializer());
		kryo(42, LocalDate.class, new TimeSerializers.LocalDateSerializer());
		kryo(43, LocalTime.class, new TimeSerializers.LocalTimeSerializer());
		kryo(44, LocalDateTime.class, new TimeSerializers.LocalDateTimeSerializer());
		kryo(45, ZoneOffset.class, new TimeSerializers.ZoneOffsetSerializer());
		leaf(46, ZoneId.class, JdkLeaves.ZONE_ID);
		kryo(47, OffsetTime.class, new TimeSerializers.OffsetTimeSerializer());
		kryo(48, OffsetDateTime.class, new TimeSerializers.OffsetDateTimeSerializer());
		leaf(49, ZonedDateTime.class, JdkLeaves.ZONED_DATE_TIME);
		kryo(50, Year.class, new TimeSerializers.YearSerializer());
		kryo(51, YearMonth.class, new TimeSerializers.YearMonthSerializer());
		kryo(52, MonthDay.class, new TimeSerializers.MonthDaySerializer());
		kryo(53, Period.class, new TimeSerializers.PeriodSerializer());
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

	private void leaf(int id, Class<?> type, ValueSerializer serializer) {
		add(id, type, (declared, factory) -> serializer);
	}

	private <T> void kryo(int id, Class<T> type, Serializer<T> serializer) {
		leaf(id, type, new KryoLeaf<>(type, serializer));
	}

	private void add(int id, Class<?> type, JdkType.@Nullable Maker maker) {
		this.types.add(new JdkType(id, type, maker));
	}

}
