package dev.multiprocess.ipc.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the peer binds with what this program has; the layout is that of
 * {@link BindingRequest}.
 */
final class BindingAnswer {

	private static final int LONGEST_NAME = 1024;

	private final Bindings bindings;

	private final Codec codec;

	BindingAnswer(Bindings bindings) {
		this.bindings = bindings;
		this.codec = bindings.codec();
	}

	/** A class as the peer describes it. */
	private record PeerType(int id, String name, String shape, List<String> constants, List<String> parents) {

		static PeerType read(Cursor request) {
			PeerType type = new PeerType(request.getInt(), request.getString(), request.getString(),
					BindingRequest.getStrings(request), BindingRequest.getStrings(request));
			if (type.name().length() > LONGEST_NAME) {
				throw new ProtocolException(
						"The peer bound a class with a name of " + type.name().length() + " characters");
			}
			return type;
		}

	}

	void write(Cursor request, FrameBuffer target) {
		List<PeerType> types = new ArrayList<>();
		for (int i = request.getCount(20); i > 0; i--) {
			types.add(PeerType.read(request));
		}
		if (request.getByte() == 0) {
			request.expectEnd();
			types.forEach((type) -> answer(type, target));
			return;
		}
		int id = request.getInt();
		String name = request.getString();
		Map<String, String> signatures = new LinkedHashMap<>();
		for (int i = request.getCount(8); i > 0; i--) {
			signatures.put(request.getString(), request.getString());
		}
		List<String> parents = BindingRequest.getStrings(request);
		request.expectEnd();
		// Parsing the interface makes its value classes known, so it comes first.
		InterfaceModel model = this.bindings.knownModel(name);
		types.forEach((type) -> answer(type, target));
		target.putByte((model != null) ? 1 : 0);
		if (model != null) {
			List<@Nullable MethodModel> methods = new ArrayList<>();
			signatures.forEach((key, signature) -> methods.add(answer(model, key, signature, target)));
			this.bindings.peer().bind(id, new PeerInterface(model, methods));
			parents.forEach((parent) -> target.putByte(model.extendsNamed(parent) ? 1 : 0));
		}
	}

	private void answer(PeerType peer, FrameBuffer target) {
		Class<?> type = this.codec.find(peer.name());
		if (type == null) {
			target.putByte(BindingRequest.UNKNOWN);
			return;
		}
		String shape = this.codec.shape(type);
		if (!shape.equals(peer.shape())) {
			this.bindings.peer().differs(type);
			target.putByte(BindingRequest.DIFFERENT);
			target.putString(shape);
			return;
		}
		this.bindings.peer().bind(peer.id(), type);
		if (this.bindings.peer().constants(type, peer.constants())) {
			target.putByte(BindingRequest.SAME);
		}
		else {
			target.putByte(BindingRequest.OTHER_CONSTANTS);
			BindingRequest.putStrings(PeerConstants.names(type), target);
		}
		List<String> parents = TypeNames.parents(type);
		BindingRequest.putStrings(peer.parents().stream().filter((parent) -> !parents.contains(parent)).toList(),
				target);
	}

	/**
	 * The peer numbers methods as it knows them; one that does not match leaves its
	 * number unused, since an honest peer does not call it.
	 */
	private @Nullable MethodModel answer(InterfaceModel model, String key, String signature, FrameBuffer target) {
		MethodModel method = model.method(key);
		if (method == null) {
			target.putByte(BindingRequest.UNKNOWN);
			target.putString(overloads(model, key));
			return null;
		}
		if (!method.signature().equals(signature)) {
			target.putByte(BindingRequest.DIFFERENT);
			target.putString(method.signature());
			return null;
		}
		TypeNotAllowedException refusal = this.bindings.dryRun(model).refusal(method);
		if (refusal != null) {
			target.putByte(BindingRequest.DIFFERENT);
			target.putString(method.signature() + ", which cannot be called: " + refusal.getMessage());
			return null;
		}
		Class<?> type = this.bindings.peer().firstDifferent(method.valueTypes());
		if (type != null) {
			target.putByte(BindingRequest.OTHER_TYPE);
			target.putString(type.getName());
			target.putString(this.codec.shape(type));
			return null;
		}
		target.putByte(BindingRequest.SAME);
		return method;
	}

	/** Tells which methods of the same name are here instead. */
	private static String overloads(InterfaceModel model, String key) {
		String name = key.substring(0, Math.max(0, key.indexOf('('))) + "(";
		String found = model.methods()
			.stream()
			.filter((method) -> method.key().startsWith(name))
			.map(MethodModel::signature)
			.collect(Collectors.joining(" and "));
		return found.isEmpty() ? "no such method" : found;
	}

}
