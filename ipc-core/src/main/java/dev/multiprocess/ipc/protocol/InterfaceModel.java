package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.adapter.Adapter;
import org.jspecify.annotations.Nullable;

/**
 * An interface parsed once for a connection, with every refusal up front; a method that
 * cannot be called between processes says so itself. Immutable but for what the peer
 * acknowledges.
 */
final class InterfaceModel {

	private final Type type;

	private final Class<?> rawType;

	private final boolean functional;

	private final String name;

	private final List<MethodModel> methods;

	private final List<Class<?>> parents;

	private final Map<String, MethodModel> byKey = new LinkedHashMap<>();

	private final Set<Class<?>> types = new LinkedHashSet<>();

	/** As the peer has acknowledged it; null before that. */
	private volatile @Nullable BoundInterface bound;

	private InterfaceModel(Type type, Codec codec) {
		this.type = type;
		this.rawType = GenericTypes.erase(type);
		this.functional = RemoteTypes.isFunctional(this.rawType);
		this.name = this.functional ? type.getTypeName() : RemoteTypes.wireName(this.rawType);
		List<MethodModel> models = new ArrayList<>();
		for (Method method : remoteMethods()) {
			models.add(new MethodModel(type, method, models.size(), codec));
		}
		if (models.size() > Frame.MOST_METHODS) {
			throw new IllegalArgumentException(
					this.rawType.getName() + " has " + models.size() + " methods, the most are " + Frame.MOST_METHODS);
		}
		this.parents = RemoteTypes.parentsOf(this.rawType);
		this.methods = List.copyOf(models);
		this.methods.forEach((method) -> this.byKey.put(method.key(), method));
		layouts().forEach((layout) -> this.types.addAll(layout.types()));
	}

	/**
	 * Parses an interface.
	 * @param type a remote interface, or a functional type with its arguments
	 * @param codec analyses its signatures
	 * @return the model
	 * @throws IllegalArgumentException if it can be no remote interface
	 */
	static InterfaceModel parse(Type type, Codec codec) {
		checkShape(GenericTypes.erase(type));
		return new InterfaceModel(type, codec);
	}

	/** Refuses what can be no remote interface, whatever its methods are. */
	static void checkShape(Class<?> rawType) {
		if (!rawType.isInterface()) {
			throw new IllegalArgumentException(rawType.getName()
					+ " is a class; objects travel by reference through interfaces only, mark one of these instead");
		}
		if (!RemoteTypes.isRemoteInterface(rawType) && !RemoteTypes.isFunctional(rawType)) {
			throw new IllegalArgumentException(rawType.getName() + " is not marked with @RemoteInterface");
		}
		if (!Modifier.isPublic(rawType.getModifiers())) {
			throw new IllegalArgumentException("Interface " + rawType.getName()
					+ " is not public; declare it public, or the other process cannot call it");
		}
	}

	private List<Method> remoteMethods() {
		Map<String, Method> found = new LinkedHashMap<>();
		for (Method method : this.rawType.getMethods()) {
			if (isRemote(method)) {
				// Of a method that is declared again further down the most specific
				// result counts.
				found.merge(MethodModel.key(method), method,
						(one, other) -> one.getReturnType().isAssignableFrom(other.getReturnType())
								&& one.getReturnType() != other.getReturnType() ? other : one);
			}
		}
		return found.values().stream().sorted(Comparator.comparing(MethodModel::key)).toList();
	}

	private boolean isRemote(Method method) {
		if (Modifier.isStatic(method.getModifiers()) || method.isBridge() || isObjectMethod(method)) {
			return false;
		}
		if (this.functional || method.getDeclaringClass().getName().startsWith("java.")) {
			return Modifier.isAbstract(method.getModifiers());
		}
		// The end of an Init is the end of its connection, which no call can ask for.
		return !(Init.class.isAssignableFrom(this.rawType) && method.getName().equals("close")
				&& method.getParameterCount() == 0);
	}

	static boolean isObjectMethod(Method method) {
		return switch (method.getName()) {
			case "equals" -> Arrays.equals(method.getParameterTypes(), new Class<?>[] { Object.class });
			case "hashCode", "toString" -> method.getParameterCount() == 0;
			default -> false;
		};
	}

	@Nullable BoundInterface bound() {
		return this.bound;
	}

	void bound(BoundInterface bound) {
		this.bound = bound;
	}

	Type type() {
		return this.type;
	}

	Class<?> rawType() {
		return this.rawType;
	}

	/**
	 * Whether it is ours, for futures and streams: these wait for as long as they have
	 * to.
	 */
	boolean adapts() {
		return this.rawType.isAnnotationPresent(Adapter.class);
	}

	/** Whether objects travel under this type only where it is declared. */
	boolean functional() {
		return this.functional;
	}

	/** The name both sides know it by. */
	String name() {
		return this.name;
	}

	List<MethodModel> methods() {
		return this.methods;
	}

	@Nullable MethodModel method(String key) {
		return this.byKey.get(key);
	}

	/** All remote interfaces that it extends. */
	List<Class<?>> parents() {
		return this.parents;
	}

	/** Whether it extends a remote interface of that name. */
	boolean extendsNamed(String wireName) {
		return this.parents.stream().anyMatch((parent) -> RemoteTypes.wireName(parent).equals(wireName));
	}

	/** The classes outside the JDK whose objects its methods pass by value. */
	Set<Class<?>> types() {
		return this.types;
	}

	/** Every interface that its signatures mention. */
	Stream<Type> mentionedInterfaces() {
		return layouts()
			.flatMap((layout) -> Stream.concat(layout.remoteInterfaces().stream(), layout.functionalTypes().stream()));
	}

	private Stream<Codec.Layout> layouts() {
		return this.methods.stream().flatMap((method) -> Stream.of(method.arguments(), method.result()));
	}

}
