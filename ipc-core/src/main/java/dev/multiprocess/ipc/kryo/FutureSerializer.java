package dev.multiprocess.ipc.kryo;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * Futures. One that already has its value crosses as that value, which saves three
 * messages and a call; any other crosses by reference.
 *
 * <p>
 * On the wire: 1 and a value, or 2 and the {@linkplain ReferencePosition reference}.
 */
final class FutureSerializer extends ValueSerializer {

	private static final int DONE = 1;

	private static final int PENDING = 2;

	private final ReferencePosition reference;

	private final ValueSerializer value;

	FutureSerializer(ReferencePosition reference, ValueSerializer value) {
		super(false, true);
		this.reference = reference;
		this.value = value;
	}

	@Override
	public void write(Kryo kryo, Output output, @Nullable Object value) {
		if (value instanceof CompletableFuture<?> future && future.isDone() && !future.isCompletedExceptionally()) {
			output.writeByte(DONE);
			this.value.put(kryo, output, future.join());
		}
		else {
			output.writeByte(PENDING);
			this.reference.put(kryo, output, value);
		}
	}

	@Override
	public Object read(Kryo kryo, Input input, Class<?> ignored) {
		int tag = input.readByte();
		return switch (tag) {
			case DONE -> CompletableFuture.completedFuture(this.value.take(kryo, input));
			case PENDING -> pending(kryo, input);
			default -> throw malformed("a future of kind " + tag);
		};
	}

	private CompletionStage<?> pending(Kryo kryo, Input input) {
		if (this.reference.take(kryo, input) instanceof CompletionStage<?> future) {
			return future;
		}
		throw malformed("no future where one is declared");
	}

}
