package dev.multiprocess.ipc.kryo;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * Maps: an order if sorted, a count, then keys and values in turn.
 */
final class MapSerializer extends ValueSerializer {

	private final Kind kind;

	private final ValueSerializer keys;

	private final ValueSerializer values;

	MapSerializer(Kind kind, ValueSerializer keys, ValueSerializer values) {
		super(false, true);
		this.kind = kind;
		this.keys = keys;
		this.values = values;
	}

	@Override
	public void write(Kryo kryo, Output output, @Nullable Object value) {
		if (this.kind.sorted()) {
			Orders.write(output, value);
		}
		// A copy, since the map may be changed by other threads meanwhile.
		Object[] snapshot = ((Map<?, ?>) value).entrySet().toArray();
		if (!this.kind.sorted() && snapshot.length > HashLoad.MOST) {
			HashLoad.check(Arrays.stream(snapshot).map((entry) -> ((Map.Entry<?, ?>) entry).getKey()).toArray());
		}
		output.writeVarInt(snapshot.length, true);
		for (Object element : snapshot) {
			Map.Entry<?, ?> entry = (Map.Entry<?, ?>) element;
			put(kryo, output, this.keys, entry.getKey(), ".key");
			put(kryo, output, this.values, entry.getValue(), "[]");
		}
	}

	private static void put(Kryo kryo, Output output, ValueSerializer serializer, @Nullable Object value,
			String segment) {
		try {
			serializer.put(kryo, output, value);
		}
		catch (Refusal ex) {
			throw ex.within(segment);
		}
	}

	@Override
	public Object read(Kryo kryo, Input input, Class<?> type) {
		Comparator<Object> comparator = this.kind.sorted() ? Orders.read(input) : null;
		int count = readCount(input, 2);
		@Nullable Object[] foundKeys = new @Nullable Object[count];
		@Nullable Object[] foundValues = new @Nullable Object[count];
		for (int i = 0; i < count; i++) {
			foundKeys[i] = this.keys.take(kryo, input);
			foundValues[i] = this.values.take(kryo, input);
		}
		if (!this.kind.sorted()) {
			HashLoad.check(foundKeys);
		}
		Map<Object, Object> map = this.kind.empty().create(count, comparator);
		for (int i = 0; i < count; i++) {
			map.put(foundKeys[i], foundValues[i]);
		}
		return this.kind.finish().apply(map);
	}

	/**
	 * A kind of map.
	 *
	 * @param sorted whether it has an order
	 * @param empty makes one to fill
	 * @param finish makes the final one of it
	 */
	record Kind(boolean sorted, Empty empty, UnaryOperator<Map<Object, Object>> finish) {
	}

	/** Makes a map to fill. */
	@FunctionalInterface
	interface Empty {

		Map<Object, Object> create(int count, @Nullable Comparator<Object> comparator);

	}

}
