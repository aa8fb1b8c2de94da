package dev.multiprocess.ipc.protocol;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.protocol.ControlMessage.Hello;
import dev.multiprocess.ipc.protocol.ControlMessage.Limits;
import dev.multiprocess.ipc.protocol.ControlMessage.Root;

/**
 * Takes in the peer's control messages, on the thread of the control channel.
 */
final class ControlReceiver implements Consumer<ControlMessage> {

	private final Connection connection;

	ControlReceiver(Connection connection) {
		this.connection = connection;
	}

	/** Returns the first message to the peer; exports what this side serves. */
	static Hello hello(Connection connection) {
		ConnectionSettings settings = connection.settings;
		ConnectionSettings.Limits limits = settings.limits();
		Init init = settings.init();
		Root root = (init != null)
				? new Root(connection.references.exports().mentionRoot(init), connection.bindings.serve(init))
				: new Root(0, List.of());
		return new Hello(settings.peerName(), ProcessHandle.current().pid(), settings.depth(),
				new Limits(limits.messageSize(), limits.calls(), limits.references(), limits.grace().toMillis(),
						!limits.callTimeouts().equals(CallTimeouts.NONE)),
				root);
	}

	@Override
	public void accept(ControlMessage message) {
		if (this.connection.isOpen()) {
			this.connection.peerStart.check(message);
		}
		if (message instanceof ControlMessage.Release release) {
			this.connection.references.peerReleased(release.id(), release.count());
		}
		else if (message instanceof ControlMessage.Gone gone) {
			this.connection.references.peerLost(gone.id());
		}
		else if (message instanceof ControlMessage.Ping) {
			this.connection.send(new ControlMessage.Pong());
		}
		else if (message instanceof ControlMessage.Pong) {
			this.connection.life.heartbeat().answered();
		}
		else if (message instanceof ControlMessage.OfFuture future) {
			this.connection.references.futures().told(future.step(), future.id());
		}
		else if (message instanceof ControlMessage.OneWayFailed failed) {
			this.connection.server.oneWays().failures().failedThere(failed);
		}
		else if (message instanceof ControlMessage.Goodbye && this.connection.life.leave()) {
			long grace = this.connection.helloNow().limits().graceMillis();
			this.connection.settings.listener().leaving(Duration.ofMillis(grace));
		}
		else {
			acceptOfStart(message);
			acceptOfLane(message);
		}
	}

	private void acceptOfStart(ControlMessage message) {
		PeerStart start = this.connection.peerStart;
		if (message instanceof Hello peer) {
			start.greeted(peer);
		}
		else if (message instanceof ControlMessage.Ready) {
			start.ready();
		}
		else if (message instanceof ControlMessage.Failed failed) {
			start.failed(failed.reason());
			this.connection.lost();
		}
	}

	private void acceptOfLane(ControlMessage message) {
		if (message instanceof ControlMessage.OpenLane open) {
			this.connection.opener.openRequested(open.lane());
		}
		else if (message instanceof ControlMessage.Cancel cancel) {
			this.connection.lanes.cancel(cancel.lane(), cancel.call());
		}
		else if (message instanceof ControlMessage.LaneClosed ended) {
			this.connection.lanes.peerClosed(ended.lane(), ended.framesDecoded());
		}
		else if (message instanceof ControlMessage.FramesTaken taken) {
			this.connection.lanes.framesTaken(taken.lane(), taken.frames());
		}
	}

}
