package dev.multiprocess.ipc.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.multiprocess.ipc.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the peer binds with what this program has.
 *
 * <p>
 * A value class is answered with nothing if it matches, an empty text if it may not cross
 * here, or the shape it has here. A method is answered with nothing if it matches, an
 * empty text if it is not here, or what differs.
 */
final class BindingAnswer {

	private final Bindings bindings;

	private final Codec codec;

	BindingAnswer(Bindings bindings, Codec codec) {
		this.bindings = bindings;
		this.codec = codec;
	}

	/** A class as the peer describes it. */
	private record PeerType(int id, String name, String shape) {
	}

	void write(Cursor request, FrameBuffer target) {
		List<PeerType> types = new ArrayList<>();
		for (int i = request.getCount(12); i > 0; i--) {
			types.add(new PeerType(request.getInt(), request.getString(), request.getString()));
		}
		boolean withInterface = request.getByte() != 0;
		int id = withInterface ? request.getInt() : 0;
		String name = withInterface ? request.getString() : "";
		// Parsing the interface makes its value classes known, so it comes first.
		InterfaceModel model = withInterface ? this.bindings.knownModel(name) : null;
		types.forEach((type) -> target.putNullableString(answer(type)));
		if (withInterface) {
			Map<String, String> signatures = new LinkedHashMap<>();
			for (int i = request.getCount(8); i > 0; i--) {
				signatures.put(request.getString(), request.getString());
			}
			target.putByte((model != null) ? 1 : 0);
			if (model != null) {
				this.bindings.peer().bind(id, reordered(model, List.copyOf(signatures.keySet())));
				signatures.forEach((key, signature) -> target.putNullableString(difference(model, key, signature)));
			}
		}
		request.expectEnd();
	}

	/**
	 * The peer numbers methods as it knows them; a method that is not here leaves its
	 * number unused.
	 */
	private PeerInterface reordered(InterfaceModel model, List<String> keys) {
		List<@Nullable MethodModel> methods = new ArrayList<>();
		keys.forEach((key) -> methods.add(model.method(key)));
		return new PeerInterface(model, methods);
	}

	private @Nullable String answer(PeerType peer) {
		if (peer.name().length() > 1024) {
			throw new ProtocolException(
					"The peer bound a class with a name of " + peer.name().length() + " characters");
		}
		Class<?> type = this.codec.find(peer.name());
		if (type == null) {
			return "";
		}
		String shape = this.codec.shape(type);
		if (!shape.equals(peer.shape())) {
			this.bindings.peer().differs(type, peer.shape());
			return shape;
		}
		this.bindings.peer().bind(peer.id(), type);
		return null;
	}

	private @Nullable String difference(InterfaceModel model, String key, String signature) {
		MethodModel method = model.method(key);
		if (method == null) {
			return "";
		}
		if (!method.signature().equals(signature)) {
			return "here " + signature + ", there " + method.signature();
		}
		for (String type : method.shapes()) {
			String theirs = this.bindings.peer().shape(type);
			if (theirs != null) {
				String ours = this.codec.shape(Objects.requireNonNull(this.codec.find(type)));
				return "here " + theirs + ", there " + ours;
			}
		}
		return null;
	}

}
