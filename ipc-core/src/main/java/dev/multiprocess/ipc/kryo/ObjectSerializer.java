package dev.multiprocess.ipc.kryo;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Type;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Output;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.protocol.GenericTypes;
import org.jspecify.annotations.Nullable;

/**
 * What records and beans have in common: their parts are written one after the other.
 */
abstract class ObjectSerializer extends ValueSerializer {

	private final Type type;

	private final Members members;

	private final MethodHandle[] getters;

	private final ValueSerializer[] parts;

	ObjectSerializer(Type type, Members members) {
		super(false, true);
		this.type = type;
		this.members = members;
		this.getters = members.parts().stream().map(Members.Part::getter).toArray(MethodHandle[]::new);
		this.parts = new ValueSerializer[this.getters.length];
	}

	/** Compiles the parts, which may lead back to this serializer. */
	final void complete(SerializerFactory factory) {
		for (int i = 0; i < this.parts.length; i++) {
			this.parts[i] = factory.position(GenericTypes.resolve(this.members.parts().get(i).type(), this.type));
		}
	}

	final Members members() {
		return this.members;
	}

	final ValueSerializer[] parts() {
		return this.parts;
	}

	@Override
	public final void write(Kryo kryo, Output output, @Nullable Object value) {
		int index = 0;
		try {
			for (; index < this.parts.length; index++) {
				this.parts[index].put(kryo, output, read(index, value));
			}
		}
		catch (Refusal ex) {
			throw ex.within("." + this.members.parts().get(index).name());
		}
	}

	private @Nullable Object read(int index, @Nullable Object value) {
		try {
			return (Object) this.getters[index].invokeExact(value);
		}
		catch (Throwable ex) {
			throw new IpcException("Reading " + GenericTypes.erase(this.type).getName() + "."
					+ this.members.parts().get(index).name() + " failed: " + ex, ex);
		}
	}

	/** Tells that code of this program refused what the peer sent. */
	final IpcException refusedBy(Throwable cause) {
		return new IpcException("The constructor of " + GenericTypes.erase(this.type).getName()
				+ " refused the values that were received: " + cause, cause);
	}

}
