package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.NotBoundException;
import dev.multiprocess.ipc.protocol.PeerConstants;
import dev.multiprocess.ipc.protocol.ValueContext;
import org.jspecify.annotations.Nullable;

/**
 * A connection to itself: ids are given as they are asked for, references come home.
 */
final class FakeContext implements ValueContext {

	final List<Class<?>> types = new ArrayList<>();

	final List<Object> references = new ArrayList<>();

	final List<@Nullable Type> functionalTypes = new ArrayList<>();

	final Map<Class<?>, PeerConstants> constants = new HashMap<>();

	boolean bindsTypes = true;

	@Override
	public int typeId(Class<?> type) {
		if (!this.types.contains(type)) {
			if (!this.bindsTypes) {
				throw new NotBoundException(type);
			}
			this.types.add(type);
		}
		return this.types.indexOf(type);
	}

	@Override
	public void checkIsA(Class<?> type, Class<?> declared) {
		// The peer knows the same classes.
	}

	@Override
	public @Nullable PeerConstants constants(Class<?> type) {
		return this.constants.get(type);
	}

	@Override
	public Class<?> type(int id) {
		if (id < 0 || id >= this.types.size()) {
			throw new ProtocolException("type " + id + " was never bound");
		}
		return this.types.get(id);
	}

	@Override
	public int mention(Object object, @Nullable Type functionalType) {
		this.references.add(object);
		this.functionalTypes.add(functionalType);
		return this.references.size() - 1;
	}

	@Override
	public Object reference(int index, Class<?> expected, @Nullable Type functionalType) {
		if (index >= this.references.size()) {
			throw new ProtocolException("no reference " + index + " of " + expected.getName());
		}
		return this.references.get(index);
	}

	@Override
	public String interfaceName(Class<?> type) {
		return "wire:" + type.getName();
	}

	@Override
	public Class<?> interfaceNamed(String name) {
		try {
			return Class.forName(name.substring("wire:".length()));
		}
		catch (ClassNotFoundException | IndexOutOfBoundsException ex) {
			throw new ProtocolException("unknown", ex);
		}
	}

}
