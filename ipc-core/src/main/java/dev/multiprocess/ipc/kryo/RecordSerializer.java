package dev.multiprocess.ipc.kryo;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Type;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import org.jspecify.annotations.Nullable;

/**
 * Records: their components, put together by the canonical constructor.
 */
final class RecordSerializer extends ObjectSerializer {

	private final MethodHandle constructor;

	RecordSerializer(Type type, Members members) {
		super(type, members);
		this.constructor = members.constructor();
	}

	@Override
	public Object read(Kryo kryo, Input input, Class<?> type) {
		ValueSerializer[] parts = parts();
		@Nullable Object[] components = new @Nullable Object[parts.length];
		for (int i = 0; i < components.length; i++) {
			components[i] = parts[i].take(kryo, input);
		}
		try {
			return (Object) this.constructor.invokeExact(components);
		}
		catch (Throwable ex) {
			throw refusedBy(ex);
		}
	}

}
