package dev.multiprocess.ipc.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.util.Util;

/**
 * A Kryo that runs the serializers it is given and makes neither serializers nor objects
 * itself. Confined to one thread at a time.
 */
final class SafeKryo extends Kryo {

	private static final String UNSAFE = "kryo.unsafe";

	static {
		withoutUnsafe();
	}

	private SafeKryo(DenseClassResolver resolver) {
		super(resolver, null);
	}

	/** Makes sure that Kryo is set up before any other class of it is used. */
	static void prepare() {
		// The initialization of this class has done it.
	}

	/**
	 * Creates an instance.
	 * @param maxDepth the deepest nesting it goes along with
	 */
	static Kryo create(int maxDepth) {
		DenseClassResolver resolver = new DenseClassResolver();
		Kryo kryo = new SafeKryo(resolver);
		resolver.seal();
		kryo.setRegistrationRequired(true);
		kryo.setReferences(false);
		kryo.setOptimizedGenerics(false);
		kryo.setMaxDepth(maxDepth);
		return kryo;
	}

	/**
	 * Kryo decides once, when it is first used, whether it uses {@code Unsafe}, and JVMs
	 * warn if it does. The property is put back at once: it is not ours. If the
	 * application was first, our instances still use no class of Kryo that asks.
	 */
	private static void withoutUnsafe() {
		String former = System.getProperty(UNSAFE);
		System.setProperty(UNSAFE, "false");
		try {
			Util.isUnsafeAvailable();
		}
		finally {
			if (former != null) {
				System.setProperty(UNSAFE, former);
			}
			else {
				System.clearProperty(UNSAFE);
			}
		}
	}

	/** Refuses: Kryo's serializers set fields without a look at types. */
	@Override
	@SuppressWarnings("rawtypes")
	public Serializer getDefaultSerializer(Class type) {
		throw new KryoException("No serializer is made for " + type.getName());
	}

	/** Refuses: only serializers of this package create objects. */
	@Override
	public <T> T newInstance(Class<T> type) {
		throw new KryoException("No object is created of " + type.getName());
	}

}
