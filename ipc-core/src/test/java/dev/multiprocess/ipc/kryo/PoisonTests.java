package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.kryo.Types.Circle;
import dev.multiprocess.ipc.kryo.Types.Color;
import dev.multiprocess.ipc.kryo.Types.Dto;
import dev.multiprocess.ipc.kryo.Types.Everything;
import dev.multiprocess.ipc.kryo.Types.Operation;
import dev.multiprocess.ipc.kryo.Types.Point;
import dev.multiprocess.ipc.kryo.Types.Shape;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thousands of damaged frames do no harm.
 */
@DisplayName("S39: damaged frames")
class PoisonTests {

	private static final int ROUNDS = 30_000;

	/**
	 * What a frame of some hundred bytes may cost; most is the stack trace of a refusal.
	 */
	private static final long BOUND = 512 * 1024;

	record Mixed(Object any, Shape shape, Map<String, List<Point>> points, Everything everything, Dto dto,
			Comparable<?> comparable, Object[] objects, Set<Color> colors) {
	}

	private final Wire wire = new Wire(Point.class, Color.class, Operation.class, Dto.class, Everything.class,
			Mixed.class);

	@Test
	@DisplayName("raise nothing but clear failures, cost little, and leave the codec usable")
	void damageIsContained() {
		Type declared = Mixed.class;
		byte[] valid = this.wire.encode(declared, value());
		Object expected = this.wire.decode(declared, valid);
		Random random = new Random(42);
		AtomicInteger accepted = new AtomicInteger();
		for (int i = 0; i < ROUNDS; i++) {
			byte[] damaged = damage(valid, random);
			long allocated = Allocation.of(() -> {
				try {
					this.wire.decode(declared, damaged);
					accepted.incrementAndGet();
				}
				catch (IpcException expectedFailure) {
					assertThat(expectedFailure).hasMessageNotContaining("IllegalStateException");
				}
			});
			assertThat(allocated).isLessThan(BOUND);
		}
		assertThat(accepted.get()).isBetween(ROUNDS / 100, ROUNDS * 9 / 10);
		assertThat(this.wire.decode(declared, valid)).usingRecursiveComparison().isEqualTo(expected);
	}

	private static byte[] damage(byte[] valid, Random random) {
		byte[] damaged = valid.clone();
		for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
			int index = random.nextInt(damaged.length);
			switch (random.nextInt(4)) {
				case 0 -> damaged[index] = (byte) random.nextInt();
				case 1 -> damaged[index] ^= (byte) (1 << random.nextInt(8));
				case 2 -> damaged[index] = (byte) random.nextInt(130);
				default -> damaged = java.util.Arrays.copyOf(damaged, Math.max(1, index));
			}
		}
		return damaged;
	}

	private static Mixed value() {
		Map<String, List<Point>> points = new LinkedHashMap<>();
		points.put("a", List.of(new Point(1, 2), new Point(3, 4)));
		points.put("b", new java.util.ArrayList<>(List.of(new Point(5, 6))));
		Object any = List.of(new BigDecimal("1.5"), Locale.FRANCE, new TreeSet<>(Set.of("x", "y")),
				new TreeMap<>(Map.of("k", 1L)), new EnumMap<>(Map.of(Color.RED, "r")),
				ZonedDateTime.parse("2024-05-06T07:08:09+02:00[Europe/Paris]"), new int[] { 1, 2, 3 },
				new byte[][] { { 1 }, {} }, Map.entry("e", 'c'));
		return new Mixed(any, new Circle(2.5), points,
				new Everything(true, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6d, 7, "j"),
				Dto.of("dto", 3, new Point(7, 8), "t"), "text", new Object[] { 1, "s", null, Operation.PLUS },
				java.util.EnumSet.of(Color.BLUE));
	}

}
