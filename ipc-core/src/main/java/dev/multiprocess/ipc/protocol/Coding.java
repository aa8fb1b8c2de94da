package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.multiprocess.ipc.IpcException;
import org.jspecify.annotations.Nullable;

/**
 * Whether values are being encoded or decoded in the buffers of a lane, which no other
 * frame may use meanwhile.
 *
 * <p>
 * To learn what a {@link Redirection} stands for may take a call, so it is learnt before
 * the frame is encoded once more. Confined to the thread that owns the lane.
 */
final class Coding {

	private final Map<Object, Object> targets = new IdentityHashMap<>();

	private boolean underWay;

	/** Agrees with the peer on a type. */
	@FunctionalInterface
	interface Binder {

		void bind(Type type) throws Throwable;

	}

	/** Encodes a frame, again after each thing that turns out to be missing. */
	void encode(Lane lane, Runnable frame, Binder binder) throws Throwable {
		begin();
		try {
			frame.run();
		}
		catch (RuntimeException | Error ex) {
			encodeAgain(lane, ex, frame, binder);
		}
		finally {
			end();
		}
	}

	/**
	 * Encodes a frame for which something was missing, again after each such thing;
	 * throws what else it failed with. What an attempt mentioned stays exported until the
	 * frame stands, or objects that are about to be passed would be taken for gone.
	 */
	void encodeAgain(Lane lane, Throwable failure, Runnable frame, Binder binder) throws Throwable {
		List<Export> before = List.of();
		try {
			Throwable missing = failure;
			while (missing != null) {
				checkMissing(missing, lane);
				before = Stream.concat(before.stream(), lane.context().takeExports().stream()).toList();
				lane.context().takePins();
				supply(missing, binder);
				missing = tryToEncode(frame);
			}
		}
		finally {
			lane.takeBack(before);
			end();
		}
	}

	/** An attempt has ended; goes on only if something is missing. */
	private void checkMissing(Throwable failure, Lane lane) throws Throwable {
		this.underWay = false;
		if (!(failure instanceof NotBoundException) && !(failure instanceof UnknownTargetException)) {
			lane.drop();
			throw failure;
		}
	}

	private void supply(Throwable missing, Binder binder) throws Throwable {
		if (missing instanceof NotBoundException ex) {
			binder.bind(ex.type());
		}
		else if (missing instanceof UnknownTargetException ex) {
			learn(ex.proxy());
		}
	}

	private @Nullable Throwable tryToEncode(Runnable frame) {
		begin();
		try {
			frame.run();
			return null;
		}
		catch (RuntimeException | Error ex) {
			return ex;
		}
	}

	/** Encoding or decoding begins. */
	void begin() {
		this.underWay = true;
	}

	/** Encoding or decoding has ended. */
	void end() {
		this.underWay = false;
		if (!this.targets.isEmpty()) {
			this.targets.clear();
		}
	}

	/** Refuses a call that a value makes while it is encoded or decoded. */
	void checkAtRest(String method) {
		if (this.underWay) {
			throw new IpcException(method + " was called by a value that was just passed to or from the same process;"
					+ " compute what it needs before it is passed");
		}
	}

	/**
	 * Returns what an object stands for; throws {@link UnknownTargetException} if that is
	 * not known yet.
	 */
	Object target(Object object) {
		Object found = object;
		while (Redirection.of(found) != null) {
			@Nullable Object target = this.targets.get(found);
			if (target == null) {
				throw new UnknownTargetException(found);
			}
			found = target;
		}
		return found;
	}

	/** Learns what a proxy stands for. */
	private void learn(Object proxy) {
		Redirection redirection = Redirection.of(proxy);
		if (redirection != null) {
			this.targets.put(proxy, redirection.currentTarget());
		}
	}

	/**
	 * A frame mentions a proxy without it being known what it stands for; find out, then
	 * encode again. Never leaves the protocol.
	 */
	static final class UnknownTargetException extends IpcException {

		private final transient Object proxy;

		private UnknownTargetException(Object proxy) {
			super("It is not known yet what a root stands for");
			this.proxy = proxy;
		}

		Object proxy() {
			return this.proxy;
		}

	}

}
