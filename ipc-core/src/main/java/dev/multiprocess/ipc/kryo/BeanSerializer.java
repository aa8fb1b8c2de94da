package dev.multiprocess.ipc.kryo;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Type;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import dev.multiprocess.ipc.IpcException;
import org.jspecify.annotations.Nullable;

/**
 * Beans: made by the constructor without arguments, then their fields are set. Each
 * access checks types, as Kryo's own field access does not.
 */
final class BeanSerializer extends ObjectSerializer {

	private final MethodHandle constructor;

	private final MethodHandle[] setters;

	BeanSerializer(Type type, Members members) {
		super(type, members);
		this.constructor = members.constructor();
		this.setters = members.parts().stream().map(Members.Part::setter).toArray(MethodHandle[]::new);
	}

	@Override
	public Object read(Kryo kryo, Input input, Class<?> type) {
		ValueSerializer[] parts = parts();
		Object bean = create();
		for (int i = 0; i < parts.length; i++) {
			set(this.setters[i], bean, parts[i].take(kryo, input));
		}
		return bean;
	}

	private Object create() {
		try {
			return (Object) this.constructor.invokeExact();
		}
		catch (Throwable ex) {
			throw refusedBy(ex);
		}
	}

	private static void set(MethodHandle setter, Object bean, @Nullable Object value) {
		try {
			setter.invokeExact(bean, value);
		}
		catch (ClassCastException ex) {
			throw malformed(ex.getMessage());
		}
		catch (Throwable ex) {
			throw new IpcException("Setting a field of " + bean.getClass().getName() + " failed: " + ex, ex);
		}
	}

}
