package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.protocol.GenericTypes;

/**
 * Compiles declared types to serializers, once for each. Safe for use by any number of
 * threads.
 */
final class SerializerFactory {

	/** A peer chooses how generic classes are nested, so their number has an end. */
	private static final int MOST = 16 * 1024;

	private final ValueTypes types;

	@GuardedBy("this")
	private final Map<Type, ValueSerializer> positions = new HashMap<>();

	@GuardedBy("this")
	private final Map<Type, ValueSerializer> bodies = new HashMap<>();

	SerializerFactory(ValueTypes types) {
		this.types = types;
	}

	ValueTypes types() {
		return this.types;
	}

	/**
	 * Returns the serializer for what is declared with a type.
	 * @param type a type without variables and wildcards
	 */
	synchronized ValueSerializer position(Type type) {
		ValueSerializer known = this.positions.get(type);
		if (known == null) {
			known = createPosition(type);
			this.positions.put(type, known);
		}
		return known;
	}

	/**
	 * Returns the serializer for values whose class is that of a type.
	 * @param type the type, with arguments for the parameters of the class
	 */
	synchronized ValueSerializer body(Type type) {
		ValueSerializer known = this.bodies.get(type);
		return (known != null) ? known : createBody(type);
	}

	private synchronized ValueSerializer createPosition(Type type) {
		if (this.positions.size() + this.bodies.size() >= MOST) {
			throw Refusal.notAllowed(type.getTypeName(), "this connection has used " + MOST + " types already");
		}
		Class<?> plain = GenericTypes.erase(type);
		return switch (Form.of(plain)) {
			case PRIMITIVE -> Primitives.of(plain);
			case REFERENCE -> new ReferencePosition(plain, null, this);
			case FUNCTION -> new ReferencePosition(plain, type, this);
			case UNDER_WAY -> underWay(type, plain);
			default -> Form.fixed(plain) ? fixed(body(type)) : new OpenPosition(type, this);
		};
	}

	private ValueSerializer underWay(Type type, Class<?> plain) {
		ReferencePosition reference = new ReferencePosition(plain, AdapterTypes.of(type), this);
		return plain.isAssignableFrom(CompletableFuture.class)
				? fixed(new FutureSerializer(reference, position(AdapterTypes.argument(type)))) : reference;
	}

	private static ValueSerializer fixed(ValueSerializer body) {
		return body.getAcceptsNull() ? body : new NullablePosition(body);
	}

	private ValueSerializer createBody(Type type) {
		Class<?> plain = GenericTypes.erase(type);
		return switch (Form.of(plain)) {
			case ARRAY -> keep(type, array(type, plain));
			case JDK -> keep(type, jdk(type, plain));
			case ENUM -> keep(type, new EnumSerializer(plain));
			case RECORD -> complete(type, new RecordSerializer(type, Members.of(plain)));
			case BEAN -> complete(type, new BeanSerializer(type, Members.of(plain)));
			default -> throw new IllegalStateException(type + " has no values of its own");
		};
	}

	private ValueSerializer jdk(Type type, Class<?> plain) {
		JdkType known = JdkTypes.named(plain);
		if (known == null) {
			throw new IllegalStateException(type + " is unknown");
		}
		return known.body(type, this);
	}

	private ValueSerializer array(Type type, Class<?> plain) {
		Class<?> component = plain.getComponentType();
		return component.isPrimitive() ? PrimitiveArrays.of(component)
				: new ArraySerializer(component, position(SignatureWalk.component(type)));
	}

	private synchronized ValueSerializer keep(Type type, ValueSerializer body) {
		this.bodies.put(type, body);
		return body;
	}

	/** The serializer is known before its parts are, since they may lead back to it. */
	private synchronized ValueSerializer complete(Type type, ObjectSerializer body) {
		keep(type, body);
		boolean completed = false;
		try {
			body.complete(this);
			completed = true;
			return body;
		}
		finally {
			if (!completed) {
				this.bodies.clear();
				this.positions.clear();
			}
		}
	}

}
