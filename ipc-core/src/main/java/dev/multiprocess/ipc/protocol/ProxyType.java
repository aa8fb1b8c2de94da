package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.multiprocess.ipc.adapter.Adapter;
import org.jspecify.annotations.Nullable;

/**
 * What all proxies of the same interfaces have in common: which call each of their
 * methods is. Safe for use by any number of threads.
 */
final class ProxyType {

	private final List<InterfaceModel> interfaces;

	private final Map<Method, Route> routes = new HashMap<>();

	/**
	 * The routes by the very objects that proxies pass, which need no comparison; a copy
	 * is made to add one.
	 */
	private volatile IdentityHashMap<Method, Route> passed = new IdentityHashMap<>();

	/**
	 * Where a method of a proxy leads.
	 *
	 * @param model the interface it is called through
	 * @param method the method
	 * @param timeout the longest time of a call, zero for no limit
	 */
	record Route(InterfaceModel model, MethodModel method, Duration timeout) {
	}

	ProxyType(List<InterfaceModel> interfaces, CallTimeouts timeouts) {
		this.interfaces = interfaces;
		for (InterfaceModel model : interfaces) {
			for (Method method : model.rawType().getMethods()) {
				MethodModel target = model.method(MethodModel.key(method));
				if (target != null) {
					this.routes.putIfAbsent(method, new Route(model, target, timeouts.of(model, target)));
				}
			}
		}
	}

	/** Returns where a method leads, or null if it is local. */
	@Nullable Route route(Method method) {
		Route route = this.passed.get(method);
		return (route != null) ? route : findRoute(method);
	}

	private synchronized @Nullable Route findRoute(Method method) {
		Route route = this.routes.get(method);
		// Each class of proxies has its own objects; there are few, but no more are kept.
		if (route != null && this.passed.size() < 4 * this.routes.size()) {
			IdentityHashMap<Method, Route> more = new IdentityHashMap<>(this.passed);
			more.put(method, route);
			this.passed = more;
		}
		return route;
	}

	Class<?>[] classes() {
		Set<Class<?>> classes = new LinkedHashSet<>();
		this.interfaces.forEach((model) -> classes.add(model.rawType()));
		return classes.toArray(Class<?>[]::new);
	}

	/** Tells whether a proxy may stand where a functional type is declared. */
	boolean mayBe(Type functionalType) {
		return this.interfaces.stream().anyMatch((model) -> !model.functional() || model.type().equals(functionalType));
	}

	/** Returns the interface that only we call, behind an object of the JDK; or null. */
	@Nullable Class<?> adapter() {
		Class<?> first = this.interfaces.get(0).rawType();
		return (this.interfaces.size() == 1 && first.isAnnotationPresent(Adapter.class)) ? first : null;
	}

	boolean is(Class<?> type) {
		return this.interfaces.stream().anyMatch((model) -> type.isAssignableFrom(model.rawType()));
	}

	@Override
	public String toString() {
		return this.interfaces.stream()
			.map((model) -> model.rawType().getSimpleName())
			.collect(Collectors.joining("+"));
	}

}
