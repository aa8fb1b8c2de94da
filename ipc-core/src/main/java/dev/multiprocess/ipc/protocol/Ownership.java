package dev.multiprocess.ipc.protocol;

import java.util.stream.Stream;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Shared;

/**
 * Tells whose the results of first objects are.
 */
final class Ownership {

	private Ownership() {
	}

	/**
	 * Tells whether a result belongs to the caller from now on.
	 * @param target the object that was called
	 * @param method the method
	 * @param result what it returned
	 * @return whether it is the result of an {@code Init}, and no {@linkplain Shared
	 * shared} one; what {@link Init#make} returns is shared if a method that is marked so
	 * can return it
	 */
	static boolean isHandedOver(Object target, MethodModel method, Object result) {
		if (!(target instanceof Init) || method.contract().shared()) {
			return false;
		}
		return !isMake(method) || RemoteTypes.interfacesOf(target.getClass())
			.stream()
			.flatMap((type) -> Stream.of(type.getMethods()))
			.filter((maker) -> maker.getParameterCount() == 0 && maker.isAnnotationPresent(Shared.class))
			.noneMatch((maker) -> maker.getReturnType().isInstance(result));
	}

	private static boolean isMake(MethodModel method) {
		return method.method().getName().equals("make") && method.method().getParameterCount() == 1
				&& method.method().getParameterTypes()[0] == Class.class;
	}

}
