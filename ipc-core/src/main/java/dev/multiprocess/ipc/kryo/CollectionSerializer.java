package dev.multiprocess.ipc.kryo;

import java.util.Collection;
import java.util.Comparator;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * Collections: an order if sorted, a count, the elements.
 */
final class CollectionSerializer extends ValueSerializer {

	private final Kind kind;

	private final ValueSerializer elements;

	CollectionSerializer(Kind kind, ValueSerializer elements) {
		super(false, true);
		this.kind = kind;
		this.elements = elements;
	}

	@Override
	public void write(Kryo kryo, Output output, @Nullable Object value) {
		if (this.kind.sorted()) {
			Orders.write(output, value);
		}
		// A copy, since the collection may be changed by other threads meanwhile.
		Object[] snapshot = ((Collection<?>) value).toArray();
		if (this.kind.hashed()) {
			HashLoad.check(snapshot);
		}
		output.writeVarInt(snapshot.length, true);
		try {
			for (Object element : snapshot) {
				this.elements.put(kryo, output, element);
			}
		}
		catch (Refusal ex) {
			throw ex.within("[]");
		}
	}

	@Override
	public Object read(Kryo kryo, Input input, Class<?> type) {
		Comparator<Object> comparator = this.kind.sorted() ? Orders.read(input) : null;
		@Nullable Object[] content = new @Nullable Object[readCount(input, 1)];
		for (int i = 0; i < content.length; i++) {
			content[i] = this.elements.take(kryo, input);
		}
		if (this.kind.hashed()) {
			HashLoad.check(content);
		}
		return this.kind.builder().build(content, comparator);
	}

	/**
	 * A kind of collection.
	 *
	 * @param sorted whether it has an order
	 * @param hashed whether it is a hash table
	 * @param builder makes one
	 */
	record Kind(boolean sorted, boolean hashed, CollectionBuilder builder) {
	}

	/** Makes a collection of one kind. */
	@FunctionalInterface
	interface CollectionBuilder {

		Collection<?> build(@Nullable Object[] content, @Nullable Comparator<Object> comparator);

	}

}
