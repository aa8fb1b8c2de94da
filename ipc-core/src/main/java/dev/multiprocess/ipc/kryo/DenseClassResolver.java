package dev.multiprocess.ipc.kryo;

import java.util.Arrays;

import com.esotericsoftware.kryo.kryo5.ClassResolver;
import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Kryo from loading classes by name. Confined to one thread.
 *
 * <p>
 * It knows what Kryo registers at its creation, under dense ids, and nothing else ever.
 * Classes of values are identified by {@link JdkTypes} and by the connection instead.
 */
final class DenseClassResolver implements ClassResolver {

	private Registration[] registrations = {};

	private boolean sealed;

	/** Ends registration. */
	void seal() {
		this.sealed = true;
	}

	@Override
	public void setKryo(Kryo kryo) {
	}

	@Override
	public Registration register(Registration registration) {
		int id = registration.getId();
		if (this.sealed || id != this.registrations.length) {
			throw refused(registration.getType().getName());
		}
		this.registrations = Arrays.copyOf(this.registrations, id + 1);
		this.registrations[id] = registration;
		return registration;
	}

	@Override
	public Registration unregister(int id) {
		throw refused("id " + id);
	}

	@Override
	@SuppressWarnings("rawtypes")
	public Registration registerImplicit(Class type) {
		throw refused(type.getName());
	}

	@Override
	@SuppressWarnings("rawtypes")
	public @Nullable Registration getRegistration(Class type) {
		for (Registration registration : this.registrations) {
			if (registration.getType() == type) {
				return registration;
			}
		}
		return null;
	}

	@Override
	public @Nullable Registration getRegistration(int id) {
		return (id >= 0 && id < this.registrations.length) ? this.registrations[id] : null;
	}

	@Override
	@SuppressWarnings("rawtypes")
	public Registration writeClass(Output output, Class type) {
		throw refused(String.valueOf(type));
	}

	@Override
	public Registration readClass(Input input) {
		throw refused("an id or a name on the wire");
	}

	@Override
	public void reset() {
	}

	private static KryoException refused(String what) {
		return new KryoException("Classes are not resolved by Kryo: " + what);
	}

}
