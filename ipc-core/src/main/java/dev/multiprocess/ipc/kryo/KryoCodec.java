package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.protocol.Codec;
import dev.multiprocess.ipc.protocol.GenericTypes;
import org.jspecify.annotations.Nullable;

/**
 * The codec of one connection, built on Kryo. Safe for use by any number of threads.
 *
 * <p>
 * Declared types are compiled to trees of serializers of this package. What a type fixes
 * is not on the wire, so a result is of its declared type by construction; where a type
 * leaves the class open, a {@linkplain TypeTag tag} tells it, and only classes that are
 * reachable from layouts, or allowed by hand, have tags. Kryo runs the serializers and
 * counts their depth; its own reflective serializers, class names, references, and
 * {@code Unsafe} are all out of reach.
 *
 * <p>
 * Where to look: {@link Form} says how a class crosses, {@link SignatureWalk} what can be
 * reached, {@link SerializerFactory} which serializer that makes, {@link JdkTable} which
 * types of the JDK are known.
 */
public final class KryoCodec implements Codec {

	/** More levels than this need more stack than a thread may have. */
	private static final int DEEPEST = 512;

	private final ValueTypes types;

	private final SerializerFactory factory;

	private final CoderPool coders;

	@GuardedBy("this")
	private final Map<List<DeclaredValue>, KryoLayout> layouts = new HashMap<>();

	/**
	 * Creates a codec.
	 * @param allowedTypes classes that may cross although no signature leads to them
	 * @param allowedPackages packages whose records, enums, and classes with a
	 * no-argument constructor may cross, those of their sub-packages too
	 * @param maxDepth how many values may stand within each other; at most 512
	 * @param loader finds the classes of the allowed packages
	 * @throws TypeNotAllowedException if an allowed class can never cross
	 */
	public KryoCodec(Set<Class<?>> allowedTypes, List<String> allowedPackages, int maxDepth, ClassLoader loader) {
		if (maxDepth < 1 || maxDepth > DEEPEST) {
			throw new IllegalArgumentException("maxDepth is " + maxDepth + ", expected 1 to " + DEEPEST);
		}
		SafeKryo.prepare();
		this.types = new ValueTypes(allowedPackages, loader);
		this.factory = new SerializerFactory(this.types);
		this.coders = new CoderPool(maxDepth);
		for (Class<?> type : allowedTypes) {
			SignatureWalk walk = new SignatureWalk();
			follow(walk, type, "allowed type " + type.getName());
			this.types.admit(walk.types());
		}
	}

	@Override
	public void prepare() {
		this.coders.give(this.coders.take());
	}

	@Override
	public synchronized Layout layout(List<DeclaredValue> values) {
		List<DeclaredValue> key = List.copyOf(values);
		KryoLayout known = this.layouts.get(key);
		if (known == null) {
			known = compile(key);
			this.layouts.put(key, known);
		}
		return known;
	}

	@Override
	public String shape(Class<?> type) {
		return Shapes.of(type);
	}

	@Override
	public @Nullable Class<?> find(String typeName) {
		return this.types.find(typeName);
	}

	private KryoLayout compile(List<DeclaredValue> values) {
		SignatureWalk walk = new SignatureWalk();
		List<Type> resolved = new ArrayList<>();
		for (DeclaredValue value : values) {
			Type type = GenericTypes.resolve(value.type(), Object.class);
			follow(walk, type, value.path());
			resolved.add(type);
		}
		List<ValueSerializer> positions = resolved.stream().map(this.factory::position).toList();
		this.types.admit(walk.types());
		return new KryoLayout(values, positions, walk, this.coders);
	}

	private static void follow(SignatureWalk walk, Type type, String path) {
		try {
			walk.visit(type);
		}
		catch (Refusal ex) {
			throw ex.at(path);
		}
	}

}
