package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.IncompatibleInterfaceException;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.UnsupportedInterfaceException;
import dev.multiprocess.ipc.protocol.Codec.DeclaredValue;
import org.jspecify.annotations.Nullable;

/**
 * Which interfaces and value classes both sides of a connection have agreed on.
 *
 * <p>
 * A side binds what it is about to send: it gives names and shapes, the peer answers what
 * it knows, and only then do ids of that side appear in frames. Each side has its own
 * ids, so none is used before the peer has seen it. The peer's names are looked up among
 * what is known here and never loaded. Safe for use by any number of threads.
 */
final class Bindings {

	private final Codec codec;

	private final Map<Type, InterfaceModel> models = new ConcurrentHashMap<>();

	private final Map<String, Type> known = new ConcurrentHashMap<>();

	private final Map<Type, BoundInterface> boundInterfaces = new ConcurrentHashMap<>();

	private final Map<Class<?>, BoundType> boundTypes = new ConcurrentHashMap<>();

	private final PeerBindings peer = new PeerBindings();

	private final AtomicInteger nextId = new AtomicInteger(1);

	Bindings(ConnectionSettings settings) {
		this.codec = settings.codec();
		settings.interfaces().forEach(this::know);
	}

	/**
	 * An interface under the id the peer has acknowledged.
	 *
	 * @param id the id
	 * @param model the interface
	 * @param known whether the peer has it
	 * @param differences for each method what differs, an empty text if the peer lacks
	 * it, null if it matches
	 */
	record BoundInterface(int id, InterfaceModel model, boolean known, List<@Nullable String> differences) {

		boolean lacks(MethodModel method) {
			return "".equals(this.differences.get(method.index()));
		}

		void check(MethodModel method) {
			String difference = this.differences.get(method.index());
			if (difference != null) {
				throw new IncompatibleInterfaceException(method.name(),
						difference.isEmpty() ? "the other program does not have it" : difference);
			}
		}

	}

	/**
	 * A value class under the id the peer has acknowledged.
	 *
	 * @param id the id
	 * @param refusal why it cannot be sent, or null
	 */
	record BoundType(int id, @Nullable IpcException refusal) {
	}

	/** Makes an interface known, so that the peer may bind it. */
	void know(Type type) {
		Class<?> rawType = GenericTypes.erase(type);
		String name = RemoteTypes.isRemoteInterface(rawType) ? RemoteTypes.wireName(rawType) : type.getTypeName();
		Type other = this.known.putIfAbsent(name, type);
		if (other != null && !other.equals(type)) {
			throw new IllegalArgumentException(
					"Two remote interfaces have the name " + name + ": " + other.getTypeName() + " and "
							+ type.getTypeName() + "; name one with @RemoteInterface(name = …)");
		}
	}

	/**
	 * Makes the interfaces of a first object known; returns their names, super-interfaces
	 * included.
	 */
	List<String> serve(Init init) {
		Set<String> names = new LinkedHashSet<>();
		RemoteTypes.interfacesOf(init.getClass()).forEach((type) -> serve(type, names));
		return List.copyOf(names);
	}

	private void serve(Class<?> type, Set<String> names) {
		know(type);
		names.add(RemoteTypes.wireName(type));
		for (Class<?> parent : type.getInterfaces()) {
			if (RemoteTypes.isRemoteInterface(parent)) {
				serve(parent, names);
			}
		}
	}

	Class<?> interfaceNamed(String name) {
		Type type = this.known.get(name);
		if (!(type instanceof Class<?> found)) {
			throw new UnsupportedInterfaceException(name, remoteNames());
		}
		return found;
	}

	List<String> remoteNames() {
		return this.known.entrySet()
			.stream()
			.filter((entry) -> RemoteTypes.isRemoteInterface(GenericTypes.erase(entry.getValue())))
			.map(Map.Entry::getKey)
			.sorted()
			.toList();
	}

	InterfaceModel model(Type type) {
		InterfaceModel model = this.models.get(type);
		if (model == null) {
			model = InterfaceModel.parse(type, this.codec);
			know(type);
			model.mentionedInterfaces().forEach(this::know);
			this.models.put(type, model);
		}
		return model;
	}

	/**
	 * Returns an interface as the peer acknowledged it, or throws
	 * {@link NotBoundException}.
	 */
	BoundInterface bound(Type type) {
		BoundInterface bound = this.boundInterfaces.get(type);
		if (bound == null) {
			throw new NotBoundException(type);
		}
		return bound;
	}

	int typeId(Class<?> type) {
		BoundType bound = this.boundTypes.get(type);
		if (bound == null) {
			throw new NotBoundException(type);
		}
		if (bound.refusal() != null) {
			throw bound.refusal();
		}
		return bound.id();
	}

	/** Returns what the peer has bound. */
	PeerBindings peer() {
		return this.peer;
	}

	/** What is bound by one request. */
	record Request(Map<Class<?>, Integer> types, @Nullable InterfaceModel model, int id) {
	}

	/** Starts to bind a type and all that its values need. */
	Request request(Type type) {
		Class<?> rawType = GenericTypes.erase(type);
		if (RemoteTypes.isRemoteInterface(rawType) || RemoteTypes.isFunctional(rawType)) {
			InterfaceModel model = model(type);
			return new Request(ids(model.types()), model, this.nextId.getAndIncrement());
		}
		return new Request(ids(this.codec.layout(List.of(new DeclaredValue(type, type.getTypeName()))).types()), null,
				0);
	}

	private Map<Class<?>, Integer> ids(Set<Class<?>> types) {
		Map<Class<?>, Integer> ids = new LinkedHashMap<>();
		for (Class<?> type : types) {
			BoundType bound = this.boundTypes.get(type);
			ids.put(type, (bound != null) ? bound.id() : this.nextId.getAndIncrement());
		}
		return ids;
	}

	void write(Request request, FrameBuffer target) {
		target.putInt(request.types().size());
		request.types().forEach((type, id) -> {
			target.putInt(id);
			target.putString(type.getName());
			target.putString(this.codec.shape(type));
		});
		InterfaceModel model = request.model();
		target.putByte((model != null) ? 1 : 0);
		if (model != null) {
			target.putInt(request.id());
			target.putString(model.name());
			target.putInt(model.methods().size());
			for (MethodModel method : model.methods()) {
				target.putString(method.key());
				target.putString(method.signature());
			}
		}
	}

	@Nullable InterfaceModel knownModel(String name) {
		Type type = this.known.get(name);
		return (type != null) ? model(type) : null;
	}

	/** Takes in the peer's answer to a request. */
	void answered(Request request, Cursor answer) {
		request.types().forEach((type, id) -> this.boundTypes.put(type, new BoundType(id, refusal(type, answer))));
		InterfaceModel model = request.model();
		if (model != null) {
			boolean known = answer.getByte() != 0;
			List<@Nullable String> differences = new ArrayList<>();
			for (int i = 0; i < model.methods().size(); i++) {
				differences.add(known ? answer.getNullableString() : "");
			}
			this.boundInterfaces.put(model.type(), new BoundInterface(request.id(), model, known, differences));
		}
		answer.expectEnd();
	}

	private @Nullable IpcException refusal(Class<?> type, Cursor answer) {
		String shape = answer.getNullableString();
		if (shape == null) {
			return null;
		}
		return shape.isEmpty()
				? new TypeNotAllowedException(type.getName(), "the connection",
						"the other program does not know it; allow it there too")
				: new IncompatibleInterfaceException(type.getName(),
						"here " + this.codec.shape(type) + ", there " + shape);
	}

}
