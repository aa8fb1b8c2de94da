package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.UnsupportedInterfaceException;
import dev.multiprocess.ipc.protocol.Codec.DeclaredValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

	private static final Logger logger = LoggerFactory.getLogger(Bindings.class);

	private final Connection connection;

	private final Codec codec;

	private final Map<Type, InterfaceModel> models = new ConcurrentHashMap<>();

	private final Map<InterfaceModel, DryRun> dryRuns = new ConcurrentHashMap<>();

	private final Map<String, Type> known = new ConcurrentHashMap<>();

	/** The interfaces of the first object. */
	private final Set<Class<?>> served = ConcurrentHashMap.newKeySet();

	private final Map<Type, BoundInterface> boundInterfaces = new ConcurrentHashMap<>();

	private final Map<Class<?>, BoundType> boundTypes = new ConcurrentHashMap<>();

	private final PeerBindings peer;

	private final InterfaceIds interfaceIds;

	/**
	 * Kept whether the peer takes them or not, so that none is used up by another try.
	 */
	@GuardedBy("this")
	private final Map<Type, Integer> interfaceNumbers = new HashMap<>();

	private final AtomicInteger nextType = new AtomicInteger(1);

	Bindings(Connection connection, ConnectionSettings settings) {
		this.connection = connection;
		this.peer = new PeerBindings(connection);
		this.interfaceIds = new InterfaceIds(this, connection);
		this.codec = settings.codec();
		settings.interfaces().forEach(this::know);
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
		this.served.add(type);
		names.add(RemoteTypes.wireName(type));
		RemoteTypes.directParentsOf(type).forEach((parent) -> serve(parent, names));
	}

	/**
	 * Finds an interface by its name, among those too that methods of the first object
	 * mention, which are not read before somebody asks.
	 */
	private @Nullable Type find(String name) {
		Type type = this.known.get(name);
		if (type == null) {
			this.served.forEach(this::model);
			type = this.known.get(name);
		}
		return type;
	}

	Class<?> interfaceNamed(String name) {
		Type type = find(name);
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

	/** Tries out the signatures of an interface; what cannot cross is logged once. */
	DryRun dryRun(InterfaceModel model) {
		DryRun known = this.dryRuns.get(model);
		if (known == null) {
			known = new DryRun(model, this::model);
			if (this.dryRuns.putIfAbsent(model, known) == null && !known.succeeded()) {
				logger.warn("Interface {} has methods that cannot be called between processes, because of {}",
						model.name(), known.describe());
			}
		}
		return known;
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
		bound.check(type, this.codec, this.connection);
		return bound.id();
	}

	/** Fails if an application class is no subtype of another one at the peer. */
	void checkIsA(Class<?> type, Class<?> declared) {
		BoundType bound = this.boundTypes.get(type);
		if (bound != null) {
			bound.checkIsA(type, declared, this.connection);
		}
	}

	void bound(Class<?> type, BoundType bound) {
		this.boundTypes.put(type, bound);
	}

	void bound(BoundInterface bound) {
		this.boundInterfaces.put(bound.model().type(), bound);
		bound.model().bound(bound);
	}

	Codec codec() {
		return this.codec;
	}

	/** Returns what this side's objects travel under. */
	InterfaceIds interfaceIds() {
		return this.interfaceIds;
	}

	/** Returns what the peer has bound. */
	PeerBindings peer() {
		return this.peer;
	}

	/** Starts to bind a type and all that its values need. */
	BindingRequest request(Type type) {
		Class<?> rawType = GenericTypes.erase(type);
		if (RemoteTypes.isRemoteInterface(rawType) || RemoteTypes.isFunctional(rawType)) {
			InterfaceModel model = model(type);
			return new BindingRequest(ids(model.types()), model, number(type));
		}
		return new BindingRequest(ids(this.codec.layout(List.of(new DeclaredValue(type, type.getTypeName()))).types()),
				null, 0);
	}

	private synchronized int number(Type type) {
		if (this.interfaceNumbers.size() == PeerBindings.MOST_INTERFACES && !this.interfaceNumbers.containsKey(type)) {
			throw new IpcException("Process " + this.connection + " knows " + PeerBindings.MOST_INTERFACES
					+ " interfaces by number, and can be told of no more");
		}
		return this.interfaceNumbers.computeIfAbsent(type, (added) -> this.interfaceNumbers.size() + 1);
	}

	private Map<Class<?>, Integer> ids(Set<Class<?>> types) {
		Map<Class<?>, Integer> ids = new LinkedHashMap<>();
		for (Class<?> type : types) {
			BoundType bound = this.boundTypes.get(type);
			ids.put(type, (bound != null) ? bound.id() : this.nextType.getAndIncrement());
		}
		return ids;
	}

	@Nullable InterfaceModel knownModel(String name) {
		Type type = find(name);
		return (type != null) ? model(type) : null;
	}

}
