package dev.multiprocess.ipc.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.BoundInterface.Mismatch;
import org.jspecify.annotations.Nullable;

/**
 * What is bound by one request to the peer.
 *
 * <pre>
 * request: u32 n | n × (u32 id | text class | text shape
 *                 | u32 m | m × text constant | u32 k | k × text super-type)
 *          u8 with interface | u32 id | text name | u32 n × (text key | text signature)
 *                            | u32 n × text remote super-interface
 * answer:  n × (u8 1, unknown | u8 2, text shape
 *               | (u8 0, the same | u8 3, u32 m | m × text constant)
 *                 | u32 k | k × text super-type that it has not)
 *          u8 known | n × (u8 0, the same | u8 1, not there, text what is
 *                          | u8 2, text signature | u8 3, text class | text shape)
 *                   | n × u8 extends it
 * </pre>
 *
 * @param types the value classes with their ids
 * @param model the interface, or null
 * @param id the id of the interface
 */
record BindingRequest(Map<Class<?>, Integer> types, @Nullable InterfaceModel model, int id) {

	static final int SAME = 0;

	static final int UNKNOWN = 1;

	static final int DIFFERENT = 2;

	static final int OTHER_CONSTANTS = 3;

	static final int OTHER_TYPE = 3;

	void write(FrameBuffer target, Codec codec) {
		target.putInt(this.types.size());
		this.types.forEach((type, typeId) -> {
			target.putInt(typeId);
			target.putString(type.getName());
			target.putString(codec.shape(type));
			putStrings(PeerConstants.names(type), target);
			putStrings(TypeNames.parents(type), target);
		});
		target.putByte((this.model != null) ? 1 : 0);
		if (this.model != null) {
			target.putInt(this.id);
			target.putString(this.model.name());
			target.putInt(this.model.methods().size());
			for (MethodModel method : this.model.methods()) {
				target.putString(method.key());
				target.putString(method.signature());
			}
			putStrings(this.model.parents().stream().map(RemoteTypes::wireName).toList(), target);
		}
	}

	static void putStrings(List<String> strings, FrameBuffer target) {
		target.putInt(strings.size());
		strings.forEach(target::putString);
	}

	static List<String> getStrings(Cursor source) {
		List<String> strings = new ArrayList<>();
		for (int i = source.getCount(4); i > 0; i--) {
			strings.add(source.getString());
		}
		return strings;
	}

	/** Takes in the peer's answer. */
	void answered(Cursor answer, Bindings bindings) {
		this.types.forEach((type, typeId) -> bindings.bound(type, typeAnswer(type, typeId, answer, bindings)));
		if (this.model != null) {
			bindings.bound(interfaceAnswer(this.model, answer, bindings));
		}
		answer.expectEnd();
	}

	private static BoundType typeAnswer(Class<?> type, int id, Cursor answer, Bindings bindings) {
		int kind = answer.getByte();
		if (kind == OTHER_CONSTANTS) {
			bindings.peer().constants(type, getStrings(answer));
		}
		return switch (kind) {
			case SAME, OTHER_CONSTANTS -> new BoundType(id, true, null, Set.copyOf(getStrings(answer)));
			case UNKNOWN -> new BoundType(id, false, null, Set.of());
			case DIFFERENT -> new BoundType(id, true, answer.getDescription(), Set.of());
			default -> throw unknownAnswer(kind);
		};
	}

	private BoundInterface interfaceAnswer(InterfaceModel model, Cursor answer, Bindings bindings) {
		DryRun dryRun = bindings.dryRun(model);
		if (answer.getByte() == 0) {
			return new BoundInterface(this.id, model, dryRun, false, List.of(), List.of());
		}
		List<@Nullable Mismatch> mismatches = new ArrayList<>();
		for (MethodModel method : model.methods()) {
			mismatches.add(methodAnswer(method, answer, bindings.codec()));
		}
		List<Class<?>> unrelated = new ArrayList<>();
		for (Class<?> parent : model.parents()) {
			if (answer.getByte() == 0) {
				unrelated.add(parent);
			}
		}
		return new BoundInterface(this.id, model, dryRun, true, mismatches, unrelated);
	}

	private static @Nullable Mismatch methodAnswer(MethodModel method, Cursor answer, Codec codec) {
		int kind = answer.getByte();
		return switch (kind) {
			case SAME -> null;
			case UNKNOWN -> new Mismatch(true, method.signature(), answer.getDescription());
			case DIFFERENT -> new Mismatch(false, method.signature(), answer.getDescription());
			case OTHER_TYPE -> {
				Class<?> type = method.valueType(answer.getString());
				yield new Mismatch(false, (type != null) ? codec.shape(type) : method.signature(),
						answer.getDescription());
			}
			default -> throw unknownAnswer(kind);
		};
	}

	private static ProtocolException unknownAnswer(int kind) {
		return new ProtocolException("The peer answered " + kind + " when it was asked for a class or method");
	}

}
