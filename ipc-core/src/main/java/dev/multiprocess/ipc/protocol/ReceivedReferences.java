package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.protocol.ExportTable.Export;
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
	int read(byte[] frame, int end, int count) {
		this.received = NONE;
		if (count == 0) {
			return end;
		}
		int start = end - 4 - new Cursor(frame, end - 4, end).getInt();
		if (start < 0 || start > end - 4 - 9 * count) {
			throw new ProtocolException("The peer sent " + count + " references in " + (end - start) + " bytes");
		}
		Cursor source = new Cursor(frame, start, end - 4);
		Object[] references = new Object[count];
		for (int i = 0; i < count; i++) {
			references[i] = readReference(source);
		}
		source.expectEnd();
		this.received = references;
		return start;
	}

	private Object readReference(Cursor source) {
		int kind = source.getByte();
		long id = source.getLong();
		if (kind == FrameContext.HOME) {
			Export export = this.connection.references.exports().find(id);
			return (export != null) ? export.object : STALE;
		}
		if (kind != FrameContext.EXPORTED) {
			throw new ProtocolException("The peer sent a reference of unknown kind " + kind);
		}
		List<InterfaceModel> interfaces = new ArrayList<>();
		for (int i = source.getByte(); i > 0; i--) {
			InterfaceModel model = this.connection.bindings.peer().interfaceOf(source.getInt()).model();
			// Two threads of the peer may have bound it at once, under two ids.
			if (!interfaces.contains(model)) {
				interfaces.add(model);
			}
		}
		if (interfaces.isEmpty()) {
			throw new ProtocolException("The peer sent a reference without an interface");
		}
		return this.connection.references.imports().mentioned(id, interfaces);
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
