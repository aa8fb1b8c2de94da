package dev.multiprocess.ipc.testing;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

import dev.multiprocess.ipc.Ipc;

/**
 * Serves {@link Values}, from a program of its own or in the same one.
 */
public final class ValuesWorker implements Values {

	private final AtomicInteger closed = new AtomicInteger();

	private final Ledger ledger = new Ledger() {

		@Override
		public int entries() {
			return 7;
		}

		@Override
		public void close() {
			ValuesWorker.this.closed.incrementAndGet();
		}

	};

	public static void main(String[] args) {
		allowing(Ipc.builder()).init(new ValuesWorker()).build().startSpawnedProcess(args).ifPresent(System::exit);
	}

	/** Allows what is in no signature. */
	public static Ipc.Builder allowing(Ipc.Builder builder) {
		return builder.allowType(Doubling.class);
	}

	@Override
	public Object any(Object value) {
		return value;
	}

	@Override
	public String classOf(Object value) {
		return value.getClass().getName();
	}

	@Override
	public List<String> strings(List<String> value) {
		return value;
	}

	@Override
	public EnumMap<Color, Integer> counts(EnumMap<Color, Integer> value) {
		return value;
	}

	@Override
	public Map.Entry<String, Color> entry(Map.Entry<String, Color> value) {
		return value;
	}

	@Override
	public AtomicInteger counter(AtomicInteger value) {
		return value;
	}

	@Override
	public AtomicReference<Point> reference(AtomicReference<Point> value) {
		return value;
	}

	@Override
	public Map<String, List<Optional<Point[]>>> nested(Map<String, List<Optional<Point[]>>> value) {
		return value;
	}

	@Override
	public List<Shape> shapes(List<Shape> value) {
		return value;
	}

	@Override
	public Words words(Words value) {
		return value;
	}

	@Override
	public Point[][] grid(Point[][] value) {
		return value;
	}

	@Override
	public BigDecimal number(BigDecimal value) {
		return value;
	}

	@Override
	public Person person(Person value) {
		return value;
	}

	@Override
	public Class<?> type(Class<?> value) {
		return value;
	}

	@Override
	public String run(Job job, String text) {
		int sum = job.steps().stream().mapToInt(IntSupplier::getAsInt).sum();
		return job.work().apply(text) + job.last().map((callback) -> callback.call(sum)).orElse(-1);
	}

	@Override
	public Calculator calculator() {
		return Integer::sum;
	}

	@Override
	public Closing closing() {
		return new Closing() {

			@Override
			public String name() {
				return "mine";
			}

			@Override
			public void close() {
				ValuesWorker.this.closed.incrementAndGet();
			}

		};
	}

	@Override
	public Ledger shared() {
		return this.ledger;
	}

	@Override
	public Duplicate one() {
		return () -> 1;
	}

	@Override
	public Duplicate two() {
		return () -> 2;
	}

	@Override
	public int closed() {
		return this.closed.get();
	}

}
