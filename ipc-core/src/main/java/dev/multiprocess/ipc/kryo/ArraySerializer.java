package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Array;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of objects: a count, then the elements.
 */
final class ArraySerializer extends ValueSerializer {

	private final Class<?> component;

	private final ValueSerializer elements;

	ArraySerializer(Class<?> component, ValueSerializer elements) {
		super(false, true);
		this.component = component;
		this.elements = elements;
	}

	@Override
	public void write(Kryo kryo, Output output, @Nullable Object value) {
		Object[] array = (Object[]) value;
		output.writeVarInt(array.length, true);
		try {
			for (Object element : array) {
				this.elements.put(kryo, output, element);
			}
		}
		catch (Refusal ex) {
			throw ex.within("[]");
		}
	}

	@Override
	public Object read(Kryo kryo, Input input, Class<?> type) {
		@Nullable Object[] array = (Object[]) Array.newInstance(this.component, readCount(input, 1));
		for (int i = 0; i < array.length; i++) {
			array[i] = this.elements.take(kryo, input);
		}
		return array;
	}

}
