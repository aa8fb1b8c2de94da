package dev.multiprocess.ipc.kryo;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.multiprocess.ipc.adapter.Adapters;
import dev.multiprocess.ipc.protocol.GenericTypes;
import dev.multiprocess.ipc.protocol.RemoteTypes;

/**
 * Follows declared types to all that values of them may hold, and refuses what can never
 * cross.
 */
final class SignatureWalk {

	/** Types nested deeper than this were made by a type that holds a larger one. */
	private static final int DEEPEST = 16;

	private final Set<Type> seen = new HashSet<>();

	private final Set<Class<?>> types = new LinkedHashSet<>();

	private final Set<Class<?>> remoteInterfaces = new LinkedHashSet<>();

	private final Set<Type> functionalTypes = new LinkedHashSet<>();

	/** Returns the application's classes that may appear by value, abstract ones too. */
	Set<Class<?>> types() {
		return this.types;
	}

	Set<Class<?>> remoteInterfaces() {
		return this.remoteInterfaces;
	}

	Set<Type> functionalTypes() {
		return this.functionalTypes;
	}

	/**
	 * Follows a type.
	 * @param type a type without variables and wildcards
	 * @throws Refusal if one of the types on the way can never cross
	 */
	void visit(Type type) {
		if (!this.seen.add(type)) {
			return;
		}
		Class<?> plain = GenericTypes.erase(type);
		if (depth(type) > DEEPEST) {
			throw Refusal.notAllowed(plain, "its type arguments grow without end; fix the type of what it holds");
		}
		switch (Form.of(plain)) {
			case PRIMITIVE -> {
			}
			case ARRAY -> visit(component(type), "[]");
			case REFERENCE -> this.remoteInterfaces.add(plain);
			case FUNCTION -> this.functionalTypes.add(type);
			case UNDER_WAY -> {
				this.functionalTypes.add(AdapterTypes.of(type));
				visitArguments(type);
			}
			case JDK -> {
				if (JdkTypes.holds(plain)) {
					checkKey(type, plain);
					visitArguments(type);
				}
			}
			case ENUM -> this.types.add(plain);
			case RECORD, BEAN -> {
				this.types.add(plain);
				Members.of(plain)
					.parts()
					.forEach((part) -> visit(GenericTypes.resolve(part.type(), type), "." + part.name()));
				visitPermitted(type, plain);
			}
			case ABSTRACT -> {
				this.types.add(plain);
				visitArguments(type);
				visitPermitted(type, plain);
			}
		}
	}

	/** Returns the type of an array's elements. */
	static Type component(Type array) {
		return (array instanceof GenericArrayType generic) ? generic.getGenericComponentType()
				: ((Class<?>) array).getComponentType();
	}

	private void visit(Type type, String segment) {
		try {
			visit(type);
		}
		catch (Refusal ex) {
			throw ex.within(segment);
		}
	}

	/** Keys are looked up by what they are, of which these have nothing here. */
	private static void checkKey(Type type, Class<?> plain) {
		if (Map.class.isAssignableFrom(plain) && type instanceof ParameterizedType generic) {
			Class<?> key = GenericTypes.erase(generic.getActualTypeArguments()[0]);
			if (Adapters.interfaceFor(key) != null) {
				throw Refusal.notAllowed(key, "futures and streams cannot be keys; make it the value, or a component")
					.within(".key");
			}
		}
	}

	private void visitArguments(Type type) {
		if (type instanceof ParameterizedType generic) {
			Type[] arguments = generic.getActualTypeArguments();
			for (int i = 0; i < arguments.length; i++) {
				visit(arguments[i], (i < arguments.length - 1) ? ".key" : "[]");
			}
		}
	}

	private void visitPermitted(Type type, Class<?> plain) {
		if (!plain.isSealed()) {
			return;
		}
		for (Class<?> permitted : plain.getPermittedSubclasses()) {
			Type narrowed = Subtypes.narrow(permitted, type);
			List<Class<?>> remote = RemoteTypes.interfacesOf(permitted);
			this.remoteInterfaces.addAll(remote);
			if (narrowed != null && remote.isEmpty()) {
				visit(narrowed, "." + permitted.getSimpleName());
			}
		}
	}

	private static int depth(Type type) {
		int deepest = 0;
		if (type instanceof ParameterizedType generic) {
			for (Type argument : generic.getActualTypeArguments()) {
				deepest = Math.max(deepest, depth(argument));
			}
		}
		else if (type instanceof GenericArrayType || (type instanceof Class<?> plain && plain.isArray())) {
			deepest = depth(component(type));
		}
		return deepest + 1;
	}

}
