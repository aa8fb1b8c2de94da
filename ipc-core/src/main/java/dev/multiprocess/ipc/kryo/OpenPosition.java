package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import dev.multiprocess.ipc.protocol.GenericTypes;
import dev.multiprocess.ipc.protocol.RemoteTypes;
import org.jspecify.annotations.Nullable;

/**
 * A position whose declared type leaves the class open: a {@linkplain TypeTag tag} comes
 * before each value, and no class passes that is not allowed and of the declared type.
 */
final class OpenPosition extends ValueSerializer {

	private final Type declared;

	private final Class<?> declaredClass;

	private final SerializerFactory factory;

	private final Map<Class<?>, Slot> slots = new ConcurrentHashMap<>();

	private final Map<Class<?>, ValueSerializer> bodies = new ConcurrentHashMap<>();

	private final AtomicReferenceArray<@Nullable ValueSerializer> jdkBodies = new AtomicReferenceArray<>(
			TypeTag.APPLICATION);

	OpenPosition(Type declared, SerializerFactory factory) {
		super(true, false);
		this.declared = declared;
		this.declaredClass = GenericTypes.erase(declared);
		this.factory = factory;
	}

	@Override
	public void write(Kryo kryo, Output output, @Nullable Object value) {
		if (value == null) {
			output.writeByte(TypeTag.NULL);
			return;
		}
		Slot slot = this.slots.get(value.getClass());
		if (slot == null) {
			slot = slotFor(value.getClass());
			this.slots.put(value.getClass(), slot);
		}
		slot.write(kryo, output, value);
	}

	@Override
	public @Nullable Object read(Kryo kryo, Input input, Class<?> ignored) {
		int tag = input.readVarInt(true);
		return switch (tag) {
			case TypeTag.NULL -> null;
			case TypeTag.REFERENCE ->
				ReferencePosition.reference(input, input.readVarInt(true), this.declaredClass, null);
			case TypeTag.EXACT -> exact().take(kryo, input);
			case TypeTag.ARRAY -> named(TypeTag.read(input, this.factory.types()).arrayType()).take(kryo, input);
			default -> ((tag < TypeTag.APPLICATION) ? jdk(tag) : application(input, tag)).take(kryo, input);
		};
	}

	private Slot slotFor(Class<?> valueClass) {
		Class<?> type = Enum.class.isAssignableFrom(valueClass) && !valueClass.isEnum() ? valueClass.getSuperclass()
				: valueClass;
		if (!RemoteTypes.interfacesOf(type).isEmpty()) {
			return (kryo, output, value) -> {
				output.writeByte(TypeTag.REFERENCE);
				output.writeVarInt(ReferencePosition.mention(output, value, this.declaredClass, null), true);
			};
		}
		JdkType known = JdkTypes.ofValues(type);
		if (known != null) {
			return jdkSlot(type, known);
		}
		if (type == this.declaredClass) {
			return slot(TypeTag.EXACT, exact());
		}
		Class<?> element = element(type);
		this.factory.types().require(element);
		ValueSerializer body = bodyOf(type);
		if (body == null) {
			throw Refusal.notAllowed(type, "it is not of the declared type " + this.declared.getTypeName());
		}
		Class<?> declaredElement = element(this.declaredClass);
		return (kryo, output, value) -> {
			TypeTag.write(output, type);
			context(output).checkIsA(element, declaredElement);
			body.put(kryo, output, value);
		};
	}

	private Slot jdkSlot(Class<?> type, JdkType known) {
		Type narrowed = Subtypes.narrow(known.type(), this.declared);
		if (narrowed == null) {
			throw Refusal.notAllowed(type, "it cannot be sent as the declared " + this.declared.getTypeName()
					+ "; declare the interface of the collection, or copy it");
		}
		return slot(known.id(), known.body(narrowed, this.factory));
	}

	private static Slot slot(int tag, ValueSerializer body) {
		return (kryo, output, value) -> {
			output.writeVarInt(tag, true);
			body.put(kryo, output, value);
		};
	}

	private ValueSerializer exact() {
		if (!this.declaredClass.isArray() && Form.of(this.declaredClass) != Form.BEAN) {
			throw malformed(this.declared.getTypeName() + " has no values of its own");
		}
		return this.factory.body(this.declared);
	}

	private ValueSerializer jdk(int tag) {
		ValueSerializer known = this.jdkBodies.get(tag);
		if (known == null) {
			known = createJdk(tag);
			this.jdkBodies.set(tag, known);
		}
		return known;
	}

	private ValueSerializer createJdk(int tag) {
		JdkType known = JdkTypes.withId(tag);
		Type narrowed = (known != null && known.concrete()) ? Subtypes.narrow(known.type(), this.declared) : null;
		if (known == null || narrowed == null) {
			throw malformed("number " + tag + " where " + this.declared.getTypeName() + " is declared");
		}
		return known.body(narrowed, this.factory);
	}

	private ValueSerializer application(Input input, int tag) {
		Class<?> type = context(input).type(tag - TypeTag.APPLICATION);
		ValueSerializer known = this.bodies.get(type);
		if (known != null) {
			return known;
		}
		this.factory.types().demand(type);
		return named(type);
	}

	/** Returns the serializer for an array or a class that is known to be allowed. */
	private ValueSerializer named(Class<?> type) {
		ValueSerializer known = this.bodies.get(type);
		if (known == null) {
			known = bodyOf(type);
			if (known == null) {
				throw malformed(type.getName() + " where " + this.declared.getTypeName() + " is declared");
			}
			this.bodies.put(type, known);
		}
		return known;
	}

	private @Nullable ValueSerializer bodyOf(Class<?> type) {
		if (!this.declaredClass.isAssignableFrom(type)) {
			return null;
		}
		Form form = Form.of(type);
		if (form == Form.ABSTRACT || form == Form.JDK) {
			return null;
		}
		Type narrowed = type.isArray() ? type : Subtypes.narrow(type, this.declared);
		return (narrowed != null) ? this.factory.body(narrowed) : null;
	}

	private static Class<?> element(Class<?> type) {
		Class<?> element = type;
		while (element.isArray()) {
			element = element.getComponentType();
		}
		return element;
	}

	/** How values of one class are written. */
	@FunctionalInterface
	private interface Slot {

		void write(Kryo kryo, Output output, Object value);

	}

}
