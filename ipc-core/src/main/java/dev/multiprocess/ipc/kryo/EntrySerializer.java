package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.util.AbstractMap;
import java.util.Map;
import java.util.function.BiFunction;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * Single entries of maps.
 */
final class EntrySerializer extends ValueSerializer {

	private final BiFunction<@Nullable Object, @Nullable Object, Map.Entry<?, ?>> constructor;

	private final ValueSerializer key;

	private final ValueSerializer value;

	private EntrySerializer(BiFunction<@Nullable Object, @Nullable Object, Map.Entry<?, ?>> constructor, Type declared,
			SerializerFactory factory) {
		super(false, true);
		this.constructor = constructor;
		this.key = factory.position(JdkType.argument(declared, 0));
		this.value = factory.position(JdkType.argument(declared, 1));
	}

	static ValueSerializer mutable(Type declared, SerializerFactory factory) {
		return new EntrySerializer(AbstractMap.SimpleEntry::new, declared, factory);
	}

	static ValueSerializer immutable(Type declared, SerializerFactory factory) {
		return new EntrySerializer(AbstractMap.SimpleImmutableEntry::new, declared, factory);
	}

	@Override
	public void write(Kryo kryo, Output output, @Nullable Object entry) {
		Map.Entry<?, ?> pair = (Map.Entry<?, ?>) entry;
		try {
			this.key.put(kryo, output, pair.getKey());
			this.value.put(kryo, output, pair.getValue());
		}
		catch (Refusal ex) {
			throw ex.within("[]");
		}
	}

	@Override
	public Object read(Kryo kryo, Input input, Class<?> type) {
		Object first = this.key.take(kryo, input);
		return this.constructor.apply(first, this.value.take(kryo, input));
	}

}
