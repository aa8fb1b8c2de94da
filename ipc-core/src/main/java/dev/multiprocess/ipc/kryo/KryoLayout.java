package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;

import com.esotericsoftware.kryo.kryo5.Kryo;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.MessageTooLargeException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.Codec;
import dev.multiprocess.ipc.protocol.FrameBuffer;
import dev.multiprocess.ipc.protocol.NotBoundException;
import dev.multiprocess.ipc.protocol.ValueContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs the serializers of values declared together, and classifies their failures. Safe
 * for use by any number of threads.
 *
 * <p>
 * Frames hold the values one after the other, without any header. A coder that saw a
 * failure is dropped, since Kryo may be left in any state.
 */
final class KryoLayout implements Codec.Layout {

	private final ValueSerializer[] positions;

	private final String[] paths;

	private final Set<Class<?>> types;

	private final Set<Class<?>> remoteInterfaces;

	private final Set<Type> functionalTypes;

	private final CoderPool coders;

	KryoLayout(List<Codec.DeclaredValue> values, List<ValueSerializer> positions, SignatureWalk walk,
			CoderPool coders) {
		this.positions = positions.toArray(ValueSerializer[]::new);
		this.paths = values.stream().map(Codec.DeclaredValue::path).toArray(String[]::new);
		this.types = Set.copyOf(walk.types());
		this.remoteInterfaces = Set.copyOf(walk.remoteInterfaces());
		this.functionalTypes = Set.copyOf(walk.functionalTypes());
		this.coders = coders;
	}

	@Override
	public Set<Class<?>> types() {
		return this.types;
	}

	@Override
	public Set<Class<?>> remoteInterfaces() {
		return this.remoteInterfaces;
	}

	@Override
	public Set<Type> functionalTypes() {
		return this.functionalTypes;
	}

	@Override
	public void encode(@Nullable Object[] values, FrameBuffer target, ValueContext context) {
		if (values.length != this.positions.length) {
			throw new IllegalArgumentException(values.length + " values for " + this.positions.length);
		}
		Coder coder = this.coders.take();
		FrameOutput output = coder.output();
		output.open(target, context);
		for (int i = 0; i < values.length; i++) {
			encode(coder.kryo(), output, i, values[i]);
		}
		target.adopt(output.getBuffer(), output.position());
		this.coders.give(coder);
	}

	@Override
	public void encodeOnly(@Nullable Object value, FrameBuffer target, ValueContext context) {
		checkOnly();
		if (this.positions.length == 0) {
			return;
		}
		Coder coder = this.coders.take();
		FrameOutput output = coder.output();
		output.open(target, context);
		encode(coder.kryo(), output, 0, value);
		target.adopt(output.getBuffer(), output.position());
		this.coders.give(coder);
	}

	private void checkOnly() {
		if (this.positions.length > 1) {
			throw new IllegalStateException(this.positions.length + " values are declared");
		}
	}

	private void encode(Kryo kryo, FrameOutput output, int index, @Nullable Object value) {
		try {
			this.positions[index].put(kryo, output, value);
		}
		catch (Refusal ex) {
			throw ex.at(this.paths[index]);
		}
		catch (IpcException | NotBoundException ex) {
			throw ex;
		}
		catch (StackOverflowError ex) {
			throw new MessageTooLargeException(this.paths[index], "levels", output.maxDepth(), output.maxDepth());
		}
		catch (RuntimeException ex) {
			throw new IpcException(this.paths[index] + " could not be read while it was sent: " + ex, ex);
		}
	}

	@Override
	public @Nullable Object[] decode(byte[] source, int from, int to, ValueContext context) {
		Coder coder = this.coders.take();
		FrameInput input = coder.input();
		input.open(source, from, to, context);
		@Nullable Object[] values = decode(coder.kryo(), input);
		this.coders.give(coder);
		return values;
	}

	@Override
	public @Nullable Object decodeOnly(byte[] source, int from, int to, ValueContext context) {
		checkOnly();
		Coder coder = this.coders.take();
		FrameInput input = coder.input();
		input.open(source, from, to, context);
		Object value = (this.positions.length == 1) ? decode(coder.kryo(), input, 0) : null;
		input.expectEnd();
		this.coders.give(coder);
		return value;
	}

	private @Nullable Object[] decode(Kryo kryo, FrameInput input) {
		@Nullable Object[] values = new @Nullable Object[this.positions.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = decode(kryo, input, i);
		}
		input.expectEnd();
		return values;
	}

	private @Nullable Object decode(Kryo kryo, FrameInput input, int index) {
		try {
			return this.positions[index].take(kryo, input);
		}
		catch (IpcException ex) {
			throw ex;
		}
		catch (Refusal ex) {
			IpcException reason = ex.at(this.paths[index]);
			throw new ProtocolException("Malformed value: " + reason.getMessage(), reason);
		}
		catch (OutOfMemoryError ex) {
			// Lengths were checked, so this is not the peer's doing.
			throw new IpcException("Not enough memory to read " + this.paths[index], ex);
		}
		catch (Throwable ex) {
			throw new ProtocolException("Malformed value at " + this.paths[index] + ": " + ex, ex);
		}
	}

}
