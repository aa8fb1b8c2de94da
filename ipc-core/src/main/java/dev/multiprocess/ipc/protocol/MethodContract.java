package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;

import dev.multiprocess.ipc.CallTimeout;
import dev.multiprocess.ipc.OneWay;
import dev.multiprocess.ipc.Shared;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of a remote method promise to its callers.
 *
 * @param oneWay whether callers do not wait for it
 * @param callTimeout the longest time of a call, zero for no limit; null if nothing is
 * said
 * @param shared whether its result is not handed over
 */
record MethodContract(boolean oneWay, @Nullable Duration callTimeout, boolean shared) {

	/**
	 * Reads the annotations of a method.
	 * @param name the method for people
	 * @param method the method
	 * @return what they promise
	 * @throws IllegalArgumentException if that cannot be kept
	 */
	static MethodContract of(String name, Method method) {
		boolean oneWay = method.isAnnotationPresent(OneWay.class);
		if (oneWay) {
			checkOneWay(name, method);
		}
		return new MethodContract(oneWay, callTimeout(name, method), method.isAnnotationPresent(Shared.class));
	}

	/** Refuses an interface with a method that cannot keep what it promises. */
	static void checkAll(Class<?> type) {
		for (Method method : type.getMethods()) {
			of(type.getSimpleName() + "." + method.getName(), method);
		}
	}

	/** Returns the time that a method promises, or null. */
	static @Nullable Duration callTimeout(String name, Method method) {
		CallTimeout annotation = method.getAnnotation(CallTimeout.class);
		if (annotation == null) {
			return null;
		}
		try {
			return DurationText.parse(annotation.value());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"@CallTimeout(\"" + annotation.value() + "\") of " + name + " " + ex.getMessage(), ex);
		}
	}

	private static void checkOneWay(String name, Method method) {
		if (method.getReturnType() != void.class) {
			throw new IllegalArgumentException(name + " is @OneWay and returns " + method.getReturnType().getTypeName()
					+ ", for which no caller waits; make it void, or remove @OneWay");
		}
		List<String> checked = List.of(method.getExceptionTypes())
			.stream()
			.filter((type) -> !RuntimeException.class.isAssignableFrom(type) && !Error.class.isAssignableFrom(type))
			.map(Class::getName)
			.toList();
		if (!checked.isEmpty()) {
			throw new IllegalArgumentException(name + " is @OneWay and throws " + String.join(", ", checked)
					+ ", which no caller can catch; remove the throws clause, or @OneWay");
		}
		if (method.getName().equals("close") && method.getParameterCount() == 0) {
			throw new IllegalArgumentException(
					name + " is @OneWay, but the end of an object is waited for; remove @OneWay");
		}
	}

}
