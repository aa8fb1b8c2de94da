package dev.multiprocess.ipc.kryo;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Modifier;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import dev.multiprocess.ipc.adapter.Adapters;
import dev.multiprocess.ipc.protocol.RemoteTypes;

/**
 * How values of a declared class cross.
 */
enum Form {

	/** A primitive value, or the absent value of {@code void}. */
	PRIMITIVE,

	/** An array, with its elements. */
	ARRAY,

	/** By reference, as the declared interface is remote. */
	REFERENCE,

	/** By reference, as the declared interface is functional. */
	FUNCTION,

	/** By reference, as it stands for something under way: a future or a stream. */
	UNDER_WAY,

	/** A value of the JDK, or one of an application that stands for it. */
	JDK,

	/** A constant. */
	ENUM,

	/** A record, with its components. */
	RECORD,

	/** An object with a no-argument constructor, with its fields. */
	BEAN,

	/** Whatever extends or implements it. */
	ABSTRACT;

	/**
	 * Types that stand for something under way, which crosses where just the right one of
	 * them is declared; as values they mean nothing elsewhere.
	 */
	private static final List<Class<?>> NO_VALUES = List.of(InputStream.class, OutputStream.class, Flow.Publisher.class,
			Iterator.class, BaseStream.class, CompletionStage.class, Future.class);

	/**
	 * Classifies a declared class.
	 * @param type the class
	 * @return how its values cross
	 * @throws Refusal if they never can
	 */
	static Form of(Class<?> type) {
		if (type.isPrimitive()) {
			return PRIMITIVE;
		}
		if (type.isArray()) {
			return ARRAY;
		}
		if (!RemoteTypes.interfacesOf(type).isEmpty()) {
			return reference(type);
		}
		if (Adapters.interfaceFor(type) != null) {
			return UNDER_WAY;
		}
		for (Class<?> refused : NO_VALUES) {
			if (refused.isAssignableFrom(type)) {
				throw Refusal.notAllowed(type, "it has no form outside its process; declare one of "
						+ Adapters.declarable(refused) + ", or offer a @RemoteInterface");
			}
		}
		if (RemoteTypes.isFunctional(type)) {
			return FUNCTION;
		}
		if (Throwable.class.isAssignableFrom(type)) {
			throw Refusal.notAllowed(type, "exceptions are thrown, not passed; pass a record of what matters");
		}
		return JdkTypes.isJdk(type) ? jdk(type) : application(type);
	}

	/** Tells whether all values declared with a type are of one class. */
	static boolean fixed(Class<?> type) {
		return switch (of(type)) {
			case PRIMITIVE, REFERENCE, FUNCTION, UNDER_WAY, ENUM, RECORD -> true;
			case ARRAY -> fixed(type.getComponentType());
			case JDK -> Modifier.isFinal(type.getModifiers());
			case BEAN -> Modifier.isFinal(type.getModifiers()) && !type.isSealed();
			case ABSTRACT -> false;
		};
	}

	private static Form reference(Class<?> type) {
		if (!RemoteTypes.isRemoteInterface(type)) {
			throw Refusal.notAllowed(type, "its objects cross by reference; declare their @RemoteInterface instead");
		}
		return REFERENCE;
	}

	private static Form jdk(Class<?> type) {
		if (type == Record.class || type == Enum.class || JdkTypes.anyFits(type)) {
			return JDK;
		}
		throw Refusal.notAllowed(type, "this type of the JDK has no form outside its process;"
				+ " pass what describes it, such as its name, or offer a @RemoteInterface");
	}

	private static Form application(Class<?> type) {
		if (type.isAnnotation() || type.isHidden() || type.isAnonymousClass() || type.isSynthetic()) {
			throw Refusal.notAllowed(type, "lambdas and anonymous classes cross only where a functional interface"
					+ " or a @RemoteInterface is declared; or pass a record");
		}
		if (type.isEnum()) {
			return ENUM;
		}
		if (type.isRecord()) {
			return RECORD;
		}
		if (Modifier.isAbstract(type.getModifiers())) {
			return ABSTRACT;
		}
		bean(type);
		return BEAN;
	}

	private static void bean(Class<?> type) {
		for (Class<?> parent = type; parent != Object.class; parent = parent.getSuperclass()) {
			if (JdkTypes.isJdk(parent)) {
				throw Refusal.notAllowed(type, "it extends " + parent.getName()
						+ ", whose state is not known; pass a record, or a collection of the JDK");
			}
		}
		if (type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers()) && !type.isLocalClass()) {
			throw Refusal.notAllowed(type, "it is an inner class; make it static, or a record");
		}
		try {
			type.getDeclaredConstructor();
		}
		catch (NoSuchMethodException ex) {
			throw Refusal.notAllowed(type, "it has no constructor without arguments; add one, make it a record,"
					+ " or let it implement a @RemoteInterface to pass it by reference");
		}
	}

}
