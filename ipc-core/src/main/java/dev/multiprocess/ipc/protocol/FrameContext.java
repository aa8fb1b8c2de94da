package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.protocol.ExportTable.Export;
import org.jspecify.annotations.Nullable;

/**
 * The references of the frame that a lane writes, and of the one it reads. Confined to
 * the owner of the lane.
 *
 * <p>
 * Writing and reading do not disturb each other, and neither starts before the one before
 * it has ended.
 */
final class FrameContext implements ValueContext {

	private static final int EXPORTED = 1;

	private static final int HOME = 2;

	/** As many as the header of a frame can count. */
	private static final int MOST_REFERENCES = 0xffff;

	/** Stands for an object that came home after it was released. */
	private static final Object STALE = new Object();

	private final Connection connection;

	/** Exports, and imports that go home, in the order of their mention. */
	private final List<Object> mentioned = new ArrayList<>();

	/** The proxies among them, kept reachable. */
	private List<Object> pins = new ArrayList<>();

	private Object[] received = {};

	final Coding coding = new Coding();

	FrameContext(Connection connection) {
		this.connection = connection;
	}

	@Override
	public int typeId(Class<?> type) {
		return this.connection.bindings.typeId(type);
	}

	@Override
	public @Nullable PeerConstants constants(Class<?> type) {
		return this.connection.bindings.peer().constants(type);
	}

	@Override
	public Class<?> type(int id) {
		return this.connection.bindings.peer().typeOf(id);
	}

	@Override
	public String interfaceName(Class<?> type) {
		return this.connection.bindings.model(type).name();
	}

	@Override
	public Class<?> interfaceNamed(String name) {
		return this.connection.bindings.interfaceNamed(name);
	}

	@Override
	public int mention(Object mentionedObject, @Nullable Type functionalType) {
		Object object = this.coding.target(mentionedObject);
		if (this.mentioned.size() == MOST_REFERENCES) {
			throw new IpcException("A call passes more than " + MOST_REFERENCES + " objects by reference");
		}
		Import home = RemoteInvocationHandler.importOf(object);
		if (home != null && home.connection == this.connection) {
			String gone = home.gone();
			if (gone != null) {
				throw new StaleReferenceException(home.toString(), gone);
			}
			this.pins.add(object);
			this.mentioned.add(home);
		}
		else {
			int[] interfaces = this.connection.bindings.interfaceIds(object, functionalType);
			Export export = this.connection.references.exports().mention(object, functionalType);
			this.mentioned.add(export);
			export.interfaces = interfaces;
		}
		return this.mentioned.size() - 1;
	}

	/** Appends the references of the frame; returns how many there are. */
	int writeReferences(FrameBuffer frame) {
		if (this.mentioned.isEmpty()) {
			return 0;
		}
		int start = frame.position();
		for (Object mention : this.mentioned) {
			if (mention instanceof Export export) {
				int[] interfaces = export.interfaces;
				frame.putByte(EXPORTED);
				frame.putLong(export.id);
				frame.putByte(interfaces.length);
				for (int id : interfaces) {
					frame.putInt(id);
				}
			}
			else {
				frame.putByte(HOME);
				frame.putLong(((Import) mention).id);
			}
		}
		frame.putInt(frame.position() - start);
		return this.mentioned.size();
	}

	/** Returns the exports of the frame, whose mentions the caller now answers for. */
	List<Export> takeExports() {
		List<Export> exports = List.of();
		if (!this.mentioned.isEmpty()) {
			exports = new ArrayList<>();
			for (Object mention : this.mentioned) {
				if (mention instanceof Export export) {
					exports.add(export);
				}
			}
			this.mentioned.clear();
		}
		return exports;
	}

	/**
	 * Lets go of the proxies mentioned so far: the peer has seen the frames that mention
	 * them.
	 */
	void unpin() {
		if (!this.pins.isEmpty()) {
			this.pins = new ArrayList<>();
		}
	}

	/** Takes in the references of a frame; returns where its values end. */
	int readReferences(byte[] frame, int end, int count) {
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

	private static final Object[] NONE = {};

	private Object readReference(Cursor source) {
		int kind = source.getByte();
		long id = source.getLong();
		if (kind == HOME) {
			Export export = this.connection.references.exports().find(id);
			return (export != null) ? export.object : STALE;
		}
		if (kind != EXPORTED) {
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

	/**
	 * Lets go of the references received, since an idle lane would keep them reachable.
	 */
	void forgetReceived() {
		this.coding.end();
		this.received = NONE;
	}

	@Override
	public Object reference(int index, Class<?> expected) {
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
		if (!expected.isInstance(object)) {
			throw new ProtocolException("The peer sent a reference that is no " + expected.getName());
		}
		return object;
	}

}
