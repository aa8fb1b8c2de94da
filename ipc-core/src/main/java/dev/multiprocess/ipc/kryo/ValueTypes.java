package dev.multiprocess.ipc.kryo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The classes of the application that may cross by value on one connection. Safe for use
 * by any number of threads.
 *
 * <p>
 * These are the classes reachable from what was admitted, and those of allowed packages,
 * which are admitted when they are first met.
 */
final class ValueTypes {

	private final Map<String, Class<?>> admitted = new ConcurrentHashMap<>();

	private final List<String> packages;

	private final ClassLoader loader;

	ValueTypes(List<String> packages, ClassLoader loader) {
		this.packages = packages.stream().map((name) -> name + ".").toList();
		this.loader = loader;
	}

	/** Lets classes cross. */
	void admit(Set<Class<?>> types) {
		types.forEach((type) -> this.admitted.putIfAbsent(type.getName(), type));
	}

	/** Tells whether a class may cross, be it as the class of a value or of elements. */
	boolean allows(Class<?> type) {
		return this.admitted.get(type.getName()) == type || (inAllowedPackage(type.getName()) && admitPackaged(type));
	}

	/** Fails if the peer may not name a class. */
	void demand(Class<?> type) {
		if (!allows(type)) {
			throw ValueSerializer.malformed(type.getName() + " may not cross");
		}
	}

	/** Fails if values of a class may not be sent. */
	void require(Class<?> type) {
		if (JdkTypes.isJdk(type)) {
			if (JdkTypes.named(type) == null) {
				throw Refusal.notAllowed(type, "this type of the JDK has no form outside its process");
			}
			return;
		}
		if (!allows(type)) {
			Form.of(type);
			throw Refusal.notAllowedYet(type.getTypeName(), "nothing declared in the interface leads to it;"
					+ " declare it there, or make it a permitted subclass of a sealed type");
		}
	}

	/** Finds a class that may cross by its name; names of others load nothing. */
	@Nullable Class<?> find(String name) {
		Class<?> known = this.admitted.get(name);
		if (known != null || !inAllowedPackage(name)) {
			return known;
		}
		try {
			Class<?> type = Class.forName(name, false, this.loader);
			return admitPackaged(type) ? type : null;
		}
		catch (ClassNotFoundException | LinkageError ignored) {
			// The peer may know classes that are unknown here.
			return null;
		}
	}

	private boolean inAllowedPackage(String name) {
		return this.packages.stream().anyMatch(name::startsWith);
	}

	private boolean admitPackaged(Class<?> type) {
		try {
			Form form = Form.of(type);
			if (form != Form.ENUM && form != Form.RECORD && form != Form.BEAN) {
				return false;
			}
			SignatureWalk walk = new SignatureWalk();
			walk.visit(type);
			admit(walk.types());
			return true;
		}
		catch (Refusal ignored) {
			// It is in an allowed package, but can never cross.
			return false;
		}
	}

}
