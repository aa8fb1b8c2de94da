package dev.multiprocess.ipc.protocol;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.protocol.Codec.DeclaredValue;
import dev.multiprocess.ipc.protocol.Codec.Layout;
import org.jspecify.annotations.Nullable;

/**
 * A method parsed once: how its values are coded and how it is invoked. Immutable.
 */
final class MethodModel {

	private final Method method;

	private final int index;

	private final String name;

	private final String key;

	private final String signature;

	private final List<TypeNotAllowedException> offences;

	private final Layout arguments;

	private final Layout result;

	private final List<Class<?>> exceptions;

	private final Set<Class<?>> valueTypes;

	private final MethodHandle invoker;

	private final boolean returnsValue;

	private final boolean closes;

	private final MethodContract contract;

	MethodModel(Type type, Method method, int index, Codec codec) {
		this.method = method;
		this.index = index;
		this.name = GenericTypes.erase(type).getSimpleName() + "." + method.getName();
		this.key = key(method);
		this.contract = MethodContract.of(this.name, method);
		List<DeclaredValue> parameters = new ArrayList<>();
		for (Type parameter : method.getGenericParameterTypes()) {
			parameters.add(new DeclaredValue(GenericTypes.resolve(parameter, type),
					this.name + "(arg " + parameters.size() + ")"));
		}
		Type returned = GenericTypes.resolve(method.getGenericReturnType(), type);
		this.signature = parameters.stream()
			.map((parameter) -> TypeNames.of(parameter.type()))
			.collect(Collectors.joining(", ", "(", ") ")) + TypeNames.of(returned);
		List<DeclaredValue> results = (returned == void.class) ? List.of()
				: List.of(new DeclaredValue(returned, this.name + "(result)"));
		this.offences = offences(codec, parameters, results);
		boolean allowed = this.offences.isEmpty();
		this.arguments = codec.layout(allowed ? parameters : List.of());
		this.result = codec.layout(allowed ? results : List.of());
		this.exceptions = List.of(method.getExceptionTypes());
		this.exceptions.forEach((exception) -> ExceptionData.check(exception, codec));
		this.valueTypes = Stream.of(this.arguments, this.result)
			.flatMap((layout) -> layout.types().stream())
			.collect(Collectors.toUnmodifiableSet());
		this.invoker = invoker(method);
		this.returnsValue = returned != void.class;
		this.closes = method.getName().equals("close") && method.getParameterCount() == 0
				&& AutoCloseable.class.isAssignableFrom(GenericTypes.erase(type));
	}

	/** Tells methods of one interface apart: name and erased parameter types. */
	static String key(Method method) {
		return Arrays.stream(method.getParameterTypes())
			.map(Class::getName)
			.collect(Collectors.joining(",", method.getName() + "(", ")"));
	}

	private static List<TypeNotAllowedException> offences(Codec codec, List<DeclaredValue> parameters,
			List<DeclaredValue> results) {
		List<TypeNotAllowedException> offences = new ArrayList<>();
		Stream.of(parameters, results).filter((values) -> offence(codec, values) != null).forEach((values) -> {
			for (DeclaredValue value : values) {
				TypeNotAllowedException offence = offence(codec, List.of(value));
				if (offence != null) {
					offences.add(offence);
				}
			}
		});
		return List.copyOf(offences);
	}

	private static @Nullable TypeNotAllowedException offence(Codec codec, List<DeclaredValue> values) {
		try {
			codec.layout(values);
			return null;
		}
		catch (TypeNotAllowedException ex) {
			return ex;
		}
	}

	private static MethodHandle invoker(Method method) {
		try {
			MethodHandle handle = MethodHandles.publicLookup().unreflect(method);
			return handle.asFixedArity()
				.asSpreader(1, Object[].class, method.getParameterCount())
				.asType(MethodType.methodType(Object.class, Object.class, Object[].class));
		}
		catch (IllegalAccessException ex) {
			throw new IllegalArgumentException(
					"Method " + method + " cannot be called; make its interface public and export its package", ex);
		}
	}

	@Nullable Object invoke(Object target, @Nullable Object[] arguments) throws Throwable {
		return this.invoker.invokeExact(target, arguments);
	}

	Method method() {
		return this.method;
	}

	int index() {
		return this.index;
	}

	/** The method for people, as {@code Interface.method}. */
	String name() {
		return this.name;
	}

	String key() {
		return this.key;
	}

	/** The declared types with their arguments, in which both sides must agree. */
	String signature() {
		return this.signature;
	}

	/** Why it cannot be called, one for each value; it has no layouts then. */
	List<TypeNotAllowedException> offences() {
		return this.offences;
	}

	Layout arguments() {
		return this.arguments;
	}

	/** Holds one value, or none for {@code void}. */
	Layout result() {
		return this.result;
	}

	List<Class<?>> exceptions() {
		return this.exceptions;
	}

	/** The classes whose shapes must be the same on both sides. */
	Set<Class<?>> valueTypes() {
		return this.valueTypes;
	}

	/** Returns one of those by its name, or null. */
	@Nullable Class<?> valueType(String className) {
		return this.valueTypes.stream().filter((type) -> type.getName().equals(className)).findFirst().orElse(null);
	}

	boolean returnsValue() {
		return this.returnsValue;
	}

	/** Whether this is the {@code close()} of an {@link AutoCloseable} interface. */
	boolean closes() {
		return this.closes;
	}

	/** What its annotations promise. */
	MethodContract contract() {
		return this.contract;
	}

}
