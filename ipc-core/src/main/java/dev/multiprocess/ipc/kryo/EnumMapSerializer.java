package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * Maps with enum constants as keys: which are present, then the values in their order.
 */
final class EnumMapSerializer extends ValueSerializer {

	private final EnumKeys keys;

	private final @Nullable Class<?> keyType;

	private final ValueSerializer values;

	private EnumMapSerializer(EnumKeys keys, @Nullable Class<?> keyType, ValueSerializer values) {
		super(false, true);
		this.keys = keys;
		this.keyType = keyType;
		this.values = values;
	}

	static ValueSerializer make(Type declared, SerializerFactory factory) {
		Type key = JdkType.argument(declared, 0);
		Class<?> known = (key instanceof Class<?> type && type.isEnum()) ? type : null;
		return new EnumMapSerializer(new EnumKeys(key, factory), known,
				factory.position(JdkType.argument(declared, 1)));
	}

	@Override
	public void write(Kryo kryo, Output output, @Nullable Object value) {
		Map<? extends Enum<?>, ?> copy = copy((EnumMap<?, ?>) value);
		try {
			for (Enum<?> key : this.keys.write(output, type(copy), copy.keySet())) {
				this.values.put(kryo, output, copy.get(key));
			}
		}
		catch (Refusal ex) {
			throw ex.within("[]");
		}
	}

	private static <K extends Enum<K>> Map<? extends Enum<?>, ?> copy(EnumMap<K, ?> map) {
		return new EnumMap<>(map);
	}

	private Class<?> type(Map<? extends Enum<?>, ?> map) {
		if (this.keyType != null) {
			return this.keyType;
		}
		if (map.isEmpty()) {
			throw Refusal.notAllowed(EnumMap.class,
					"it is empty, which hides the type of its keys; declare it, as in EnumMap<Color, String>");
		}
		return map.keySet().iterator().next().getDeclaringClass();
	}

	@Override
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public Object read(Kryo kryo, Input input, Class<?> ignored) {
		Class<?> type = this.keys.readType(input);
		Object[] constants = type.getEnumConstants();
		BitSet present = this.keys.read(input, constants.length);
		Map map = new EnumMap(type);
		for (int i = present.nextSetBit(0); i >= 0; i = present.nextSetBit(i + 1)) {
			map.put(constants[i], this.values.take(kryo, input));
		}
		return map;
	}

}
