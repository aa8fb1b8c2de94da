package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.util.List;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.StaleReferenceException;
import org.jspecify.annotations.Nullable;

/**
 * The references of the frame that a lane has received. Confined to the owner of the
 * lane.
 */
final class ReceivedReferences {

	private static final Object[] NONE = {};

	/** Stands for an object that came home after it was released. */
	private static final Object STALE = new Object();

	private final Connection connection;

	private Object[] received = NONE;

	ReceivedReferences(Connection connection) {
		this.connection = connection;
	}

	/** Takes in the references of a frame; returns where its values end. */
	int read(byte[] frame, int start, int end, int count) {
		this.received = NONE;
		if (count == 0) {
			return end;
		}
		Cursor source = new Cursor(frame, start, end);
		Object[] references = new Object[source.checkCount(count, 9)];
		for (int i = count - 1; i >= 0; i--) {
			references[i] = readReference(source);
		}
		this.received = references;
		return source.end();
	}

	private Object readReference(Cursor source) {
		int interfaces = source.getLastByte();
		long id = source.getLastLong();
		if (interfaces == Frame.HOME) {
			Export export = this.connection.references.exports().find(id);
			return (export != null) ? export.object : STALE;
		}
		List<InterfaceModel> models = (interfaces == 1) ? List.of(readInterface(source))
				: readInterfaces(source, interfaces);
		return this.connection.references.imports().mentioned(id, models);
	}

	private List<InterfaceModel> readInterfaces(Cursor source, int count) {
		InterfaceModel[] models = new InterfaceModel[count];
		for (int i = count - 1; i >= 0; i--) {
			models[i] = readInterface(source);
		}
		return List.of(models);
	}

	private InterfaceModel readInterface(Cursor source) {
		return this.connection.bindings.peer().interfaceOf(source.getLastShort()).model();
	}

	/** Lets go of them. */
	void forget() {
		this.received = NONE;
	}

	/** Returns an object that crossed, which must be what is declared. */
	Object get(int index, Class<?> expected, @Nullable Type functionalType) {
		if (index < 0 || index >= this.received.length) {
			throw new ProtocolException("The peer used reference " + index + " of " + this.received.length);
		}
		Object object = this.received[index];
		if (object == STALE && !this.connection.isOpen()) {
			throw this.connection.failures.closed(true);
		}
		if (object == STALE) {
			throw new StaleReferenceException("An object that came home", "had been released before");
		}
		if (!expected.isInstance(object) || !isDeclared(object, functionalType)) {
			throw new ProtocolException("The peer sent a reference that is no "
					+ ((functionalType != null) ? functionalType.getTypeName() : expected.getName()));
		}
		return object;
	}

	/** What came home was made here, of whatever type it is. */
	private boolean isDeclared(Object object, @Nullable Type functionalType) {
		Import imported = (functionalType != null) ? RemoteInvocationHandler.importOf(object) : null;
		return imported == null || imported.connection != this.connection || imported.type.mayBe(functionalType);
	}

}
