package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.util.EnumSet;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * Sets of enum constants.
 */
final class EnumSetSerializer extends ValueSerializer {

	private final EnumKeys keys;

	private EnumSetSerializer(EnumKeys keys) {
		super(false, false);
		this.keys = keys;
	}

	static ValueSerializer make(Type declared, SerializerFactory factory) {
		return new EnumSetSerializer(new EnumKeys(JdkType.argument(declared, 0), factory));
	}

	@Override
	public void write(Kryo kryo, Output output, @Nullable Object value) {
		EnumSet<?> set = (EnumSet<?>) value;
		this.keys.write(output, type(set), set);
	}

	/** An empty set tells its type by what it lacks. */
	private static Class<?> type(EnumSet<?> set) {
		EnumSet<?> known = set.isEmpty() ? EnumSet.complementOf(set) : set;
		if (known.isEmpty()) {
			throw Refusal.notAllowed(set.getClass(), "it is a set of an enum without constants; use another set");
		}
		return known.iterator().next().getDeclaringClass();
	}

	@Override
	public Object read(Kryo kryo, Input input, Class<?> ignored) {
		Class<?> type = this.keys.readType(input);
		return read(input, type);
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private EnumSet<?> read(Input input, Class<?> type) {
		Object[] constants = type.getEnumConstants();
		EnumSet set = EnumSet.noneOf((Class) type);
		this.keys.read(input, constants.length).stream().forEach((ordinal) -> set.add(constants[ordinal]));
		return set;
	}

}
