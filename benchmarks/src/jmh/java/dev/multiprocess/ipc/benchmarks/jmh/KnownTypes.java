package dev.multiprocess.ipc.benchmarks.jmh;

import java.lang.reflect.Type;
import java.util.List;

import dev.multiprocess.ipc.protocol.PeerConstants;
import dev.multiprocess.ipc.protocol.ValueContext;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which all types are agreed on and nothing crosses by reference.
 *
 * @param types the types that have an id
 */
record KnownTypes(List<Class<?>> types) implements ValueContext {

	@Override
	public int typeId(Class<?> type) {
		return this.types.indexOf(type);
	}

	@Override
	public void checkIsA(Class<?> type, Class<?> declared) {
	}

	@Override
	public @Nullable PeerConstants constants(Class<?> type) {
		return null;
	}

	@Override
	public Class<?> type(int id) {
		return this.types.get(id);
	}

	@Override
	public int mention(Object object, @Nullable Type functionalType) {
		throw new UnsupportedOperationException(object + " would cross by reference");
	}

	@Override
	public Object reference(int index, Class<?> expected, @Nullable Type functionalType) {
		throw new UnsupportedOperationException(expected + " would cross by reference");
	}

	@Override
	public String interfaceName(Class<?> type) {
		return type.getName();
	}

	@Override
	public Class<?> interfaceNamed(String name) {
		throw new UnsupportedOperationException(name + " would be looked up");
	}

}
