package dev.multiprocess.ipc.benchmarks.jmh;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.benchmarks.served.Order;
import dev.multiprocess.ipc.kryo.KryoCodec;
import dev.multiprocess.ipc.protocol.Codec.DeclaredValue;
import dev.multiprocess.ipc.protocol.Codec.Layout;
import dev.multiprocess.ipc.protocol.FrameBuffer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long values take to become bytes, and back.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

	/** What crosses. */
	@Param
	public Values values;

	private final FrameBuffer buffer = new FrameBuffer(1 << 21);

	private final KnownTypes context = new KnownTypes(List.of(Order.class));

	private Layout layout;

	private byte[] encoded;

	/**
	 * Encodes the values once. All layouts are made and used first, as in a program that
	 * makes more than one kind of call.
	 */
	@Setup
	public void setUp() {
		KryoCodec codec = new KryoCodec(Set.of(), List.of(), 64, CodecBenchmark.class.getClassLoader());
		for (int i = 0; i < 20_000; i++) {
			for (Values each : Values.values()) {
				if (each != Values.BYTES || i % 100 == 0) {
					use(codec.layout(each.declared), each);
				}
			}
		}
		this.encoded = use(codec.layout(this.values.declared), this.values);
		this.layout = codec.layout(this.values.declared);
	}

	private byte[] use(Layout used, Values each) {
		this.buffer.adopt(this.buffer.bytes(), 0);
		used.encode(each.samples, this.buffer, this.context);
		byte[] bytes = Arrays.copyOf(this.buffer.bytes(), this.buffer.position());
		used.decode(bytes, 0, bytes.length, this.context);
		return bytes;
	}

	/** Writes into a buffer that is there already. */
	@Benchmark
	public int encode() {
		this.buffer.adopt(this.buffer.bytes(), 0);
		this.layout.encode(this.values.samples, this.buffer, this.context);
		return this.buffer.position();
	}

	/** Reads what was written. */
	@Benchmark
	public @Nullable Object[] decode() {
		return this.layout.decode(this.encoded, 0, this.encoded.length, this.context);
	}

	/**
	 * Arguments of one call.
	 */
	public enum Values {

		/** Of {@code int add(int,int)}. */
		TWO_INTS(List.of(int.class, int.class), 1, 2),

		/** A record of five fields, one of them a list. */
		RECORD(List.of(Order.class), Order.SAMPLE),

		/** A mebibyte. */
		BYTES(List.of(byte[].class), new byte[1 << 20]);

		private final List<DeclaredValue> declared;

		private final Object[] samples;

		Values(List<Class<?>> types, Object... samples) {
			this.declared = types.stream().map((type) -> new DeclaredValue(type, type.getName())).toList();
			this.samples = samples;
		}

	}

}
