package dev.multiprocess.ipc.protocol;

import java.util.concurrent.CompletableFuture;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.ControlMessage.Failed;
import dev.multiprocess.ipc.protocol.ControlMessage.Hello;
import dev.multiprocess.ipc.protocol.ControlMessage.Ready;
import org.jspecify.annotations.Nullable;

/**
 * How far the peer has come on its way from its proof to its service.
 *
 * <pre>
 *   PROVED ──── Hello ────► GREETED ──── Ready ────► SERVING
 *      └────────── Failed ─────┴───────────────────► the end of the connection
 * </pre>
 *
 * A program that serves at once says hello and ready in one go; one that takes long to
 * start has proved itself before. Changed by the control thread, and by whoever ends the
 * connection.
 */
final class PeerStart {

	private final CompletableFuture<Hello> hello = new CompletableFuture<>();

	private final CompletableFuture<Introduction> serving = new CompletableFuture<>();

	/** Completes with the peer's hello, from when calls of it are served. */
	CompletableFuture<Hello> hello() {
		return this.hello;
	}

	/** Completes when the peer serves, or with why it never will. */
	CompletableFuture<Introduction> serving() {
		return this.serving;
	}

	/** Returns the peer's hello; null if it said none, or the connection ended before. */
	@Nullable Hello helloNow() {
		return this.hello.isCompletedExceptionally() ? null : this.hello.getNow(null);
	}

	/** Returns how long calls of the peer may take. */
	CallTimeouts callTimeouts(ConnectionSettings settings) {
		return settings.limits().callTimeouts().towards(helloNow());
	}

	/** Returns the peer's process id for people. */
	String pid() {
		Hello peer = helloNow();
		return (peer != null) ? String.valueOf(peer.pid()) : "?";
	}

	/**
	 * Refuses a message that does not come in its turn.
	 * @param message a message of an open connection
	 */
	void check(ControlMessage message) {
		boolean greeted = this.hello.isDone();
		if (message instanceof Hello && greeted) {
			throw outOfTurn(message, "after its hello");
		}
		if (!(message instanceof Hello || message instanceof Failed) && !greeted) {
			throw outOfTurn(message, "before its hello");
		}
		if ((message instanceof Ready || message instanceof Failed) && this.serving.isDone()) {
			throw outOfTurn(message, "after it was ready");
		}
	}

	private static ProtocolException outOfTurn(ControlMessage message, String when) {
		return new ProtocolException("The peer sent a " + message.getClass().getSimpleName() + " " + when);
	}

	void greeted(Hello peer) {
		this.hello.complete(peer);
	}

	/** Takes in that the peer serves; without effect once the connection has ended. */
	void ready() {
		Hello peer = helloNow();
		if (peer != null) {
			this.serving.complete(new Introduction(peer.name(), peer.pid(), peer.depth()));
		}
	}

	/** Takes in why the peer will never serve. */
	void failed(StartFailure failure) {
		this.serving.completeExceptionally(failure.toException());
	}

	/** Ends all waits, unless they have ended. */
	void end(IpcException reason) {
		this.hello.completeExceptionally(reason);
		this.serving.completeExceptionally(reason);
	}

}
