package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.adapter.Exported;
import dev.multiprocess.ipc.adapter.ImportedFuture;
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

	private final Connection connection;

	/** Exports, and imports that go home, in the order of their mention. */
	private final List<Object> mentioned = new ArrayList<>();

	/** The proxies among them, kept reachable. */
	private List<Object> pins = new ArrayList<>();

	private final ReceivedReferences received;

	final Coding coding = new Coding();

	FrameContext(Connection connection) {
		this.connection = connection;
		this.received = new ReceivedReferences(connection);
	}

	/**
	 * Gives what the frame adapts away: results do, whereas arguments lend their streams.
	 */
	void give() {
		for (Object mention : this.mentioned) {
			if (mention instanceof Export export && export.target instanceof Exported) {
				this.connection.settings.locals().own(export.object);
			}
		}
	}

	@Override
	public int typeId(Class<?> type) {
		return this.connection.bindings.typeId(type);
	}

	@Override
	public void checkIsA(Class<?> type, Class<?> declared) {
		this.connection.bindings.checkIsA(type, declared);
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
		if (this.mentioned.size() == Frame.MOST_REFERENCES) {
			throw new IpcException("A call passes more than " + Frame.MOST_REFERENCES + " objects by reference");
		}
		Object proxy = RemoteInvocationHandler.proxyOf(object);
		Import home = (proxy != null) ? RemoteInvocationHandler.importOf(proxy) : null;
		if (home != null && proxy != null && home.connection == this.connection && goesHome(home, object)) {
			this.pins.add(proxy);
			this.mentioned.add(home);
		}
		else {
			Export export = export(object, functionalType);
			this.mentioned.add(export);
			if (export.target instanceof Exported exported) {
				exported.mentioned();
			}
		}
		return this.mentioned.size() - 1;
	}

	private Export export(Object object, @Nullable Type functionalType) {
		ExportTable exports = this.connection.references.exports();
		Export known = exports.mentionAgain(object, functionalType);
		return (known != null) ? known : exports.mention(object, functionalType,
				this.connection.bindings.interfaceIds().of(object, functionalType));
	}

	/**
	 * Tells whether the peer's object itself is meant: no more once it is a future that
	 * has been completed meanwhile, which is let go of and travels like any other.
	 */
	private boolean goesHome(Import home, Object object) {
		if (this.connection.references.imports().hold(home)) {
			return true;
		}
		if (object instanceof ImportedFuture<?> future && future.isDone()) {
			return false;
		}
		throw new StaleReferenceException(home.toString(), Objects.requireNonNull(home.gone()));
	}

	/** Appends the references of the frame; returns how many there are. */
	int writeReferences(FrameBuffer frame) {
		if (this.mentioned.isEmpty()) {
			return 0;
		}
		for (Object mention : this.mentioned) {
			if (mention instanceof Export export) {
				for (int id : export.interfaces) {
					frame.putShort(id);
				}
				frame.putLong(export.id);
				frame.putByte(export.interfaces.length);
			}
			else {
				frame.putLong(((Import) mention).id);
				frame.putByte(Frame.HOME);
			}
		}
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

	/** Keeps a proxy reachable that the frame needs without mentioning it. */
	void pin(Object proxy) {
		this.pins.add(proxy);
	}

	/** Returns the proxies of the frame, which the caller now keeps reachable. */
	List<Object> takePins() {
		if (this.pins.isEmpty()) {
			return List.of();
		}
		List<Object> taken = this.pins;
		this.pins = new ArrayList<>();
		return taken;
	}

	/** Takes in the references of a frame; returns where its values end. */
	int readReferences(FrameChannel frames, int count) {
		return this.received.read(frames.bytes(), frames.frameStart() + Frame.REPLY_HEADER - 4, frames.frameEnd(),
				count);
	}

	/** Lets go of the references received, which an idle lane would keep reachable. */
	void forgetReceived() {
		this.coding.end();
		this.received.forget();
	}

	@Override
	public Object reference(int index, Class<?> expected, @Nullable Type functionalType) {
		return this.received.get(index, expected, functionalType);
	}

}
