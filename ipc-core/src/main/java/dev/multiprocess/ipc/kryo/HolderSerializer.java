package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * Objects that hold one value or null.
 */
final class HolderSerializer extends ValueSerializer {

	private final Function<Object, @Nullable Object> content;

	private final Function<@Nullable Object, Object> constructor;

	private final ValueSerializer value;

	private HolderSerializer(Function<Object, @Nullable Object> content, Function<@Nullable Object, Object> constructor,
			ValueSerializer value) {
		super(false, true);
		this.content = content;
		this.constructor = constructor;
		this.value = value;
	}

	static ValueSerializer optional(Type declared, SerializerFactory factory) {
		return new HolderSerializer((holder) -> ((Optional<?>) holder).orElse(null), Optional::ofNullable,
				factory.position(JdkType.argument(declared, 0)));
	}

	static ValueSerializer reference(Type declared, SerializerFactory factory) {
		return new HolderSerializer((holder) -> ((AtomicReference<?>) holder).get(), AtomicReference::new,
				factory.position(JdkType.argument(declared, 0)));
	}

	@Override
	public void write(Kryo kryo, Output output, @Nullable Object holder) {
		try {
			this.value.put(kryo, output, this.content.apply(holder));
		}
		catch (Refusal ex) {
			throw ex.within("[]");
		}
	}

	@Override
	public Object read(Kryo kryo, Input input, Class<?> type) {
		return this.constructor.apply(this.value.take(kryo, input));
	}

}
