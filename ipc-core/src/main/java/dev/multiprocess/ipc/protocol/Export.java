package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;

import dev.multiprocess.ipc.adapter.Adapter;
import dev.multiprocess.ipc.adapter.Adapters;
import dev.multiprocess.ipc.adapter.Exported;
import org.jspecify.annotations.Nullable;

/**
 * An object as the peer knows it.
 */
final class Export extends ExportKey {

	static final int[] NO_INTERFACES = {};

	final long id;

	/** What the object is here if it lives in another process and is passed on. */
	final @Nullable Import imported;

	/** What serves the calls: the object itself, or what adapts it. */
	final Object target;

	/**
	 * Ids of the interfaces as this side bound them; none before the object is mentioned
	 * in a frame. Set by the table, read by who has mentioned it.
	 */
	int[] interfaces = NO_INTERFACES;

	/** Guarded by the table. */
	int count;

	Export(long id, Object object, @Nullable Type functionalType) {
		super(object, functionalType);
		this.id = id;
		this.imported = RemoteInvocationHandler.importOf(object);
		Class<?> type = (functionalType != null) ? GenericTypes.erase(functionalType) : null;
		this.target = (type != null && type.isAnnotationPresent(Adapter.class) && !type.isInstance(object))
				? Adapters.export(type, object) : object;
	}

	void unexported() {
		if (this.target instanceof Exported exported) {
			exported.unexported();
		}
	}

}
