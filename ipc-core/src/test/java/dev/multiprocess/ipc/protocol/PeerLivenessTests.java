package dev.multiprocess.ipc.protocol;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.process.MeetingPlace;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.transport.SocketLink;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("S30: a program that was not started here")
@ExtendWith(LeftoverCheck.class)
class PeerLivenessTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	@TempDir
	private Path folder;

	private final CompletableFuture<IpcProcess> ready = new CompletableFuture<>();

	private final CompletableFuture<ProcessExit> exited = new CompletableFuture<>();

	private Ipc.Builder program() {
		return Ipc.builder().init(new Init() {
		}).listener(new IpcListener() {

			@Override
			public void processReady(IpcProcess process) {
				PeerLivenessTests.this.ready.complete(process);
			}

			@Override
			public void processExited(IpcProcess process, ProcessExit exit) {
				PeerLivenessTests.this.exited.complete(exit);
			}

		});
	}

	private RawPeer connect(Ipc ipc) throws Exception {
		Path socket = this.folder.resolve("s");
		ipc.listen("unix:" + socket);
		RawPeer peer = new RawPeer((patience) -> SocketLink.connect(socket, patience),
				MeetingPlace.at(socket.toString()).readSecret());
		peer.sayHello();
		return peer;
	}

	@Test
	@DisplayName("is asked for signs of life, and disconnected when it gives none any more")
	void silent() throws Exception {
		try (Ipc ipc = program().liveness(SHORT, Duration.ofSeconds(2)).build(); RawPeer peer = connect(ipc)) {
			for (int i = 0; i < 3; i++) {
				peer.await(ControlMessage.Ping.class, (ping) -> true);
				peer.control(new ControlMessage.Pong());
			}
			peer.awaitDisconnected();
			ProcessExit exit = this.exited.get(60, TimeUnit.SECONDS);
			assertThat(exit.cause()).isEqualTo(Cause.HUNG);
			assertThat(exit.expected()).isFalse();
			assertThat(exit.description()).isEqualTo("gave no sign of life and was disconnected");
			assertThat(this.ready.join().exit().join()).isEqualTo(exit);
		}
	}

	@Test
	@DisplayName("is not asked if that is not wanted")
	void unwatched() throws Exception {
		try (Ipc ipc = program().liveness(Duration.ZERO, SHORT).build(); RawPeer peer = connect(ipc)) {
			this.ready.get(60, TimeUnit.SECONDS);
			// Answered behind whatever was asked since the hello.
			peer.control(new ControlMessage.Ping());
			assertThat(peer.await(ControlMessage.class,
					(message) -> !(message instanceof ControlMessage.Hello || message instanceof ControlMessage.Ready)))
				.isInstanceOf(ControlMessage.Pong.class);
			this.ready.join().stop();
			assertThat(this.exited.get(60, TimeUnit.SECONDS).cause()).isEqualTo(Cause.STOPPED);
			assertThat(peer.await(ControlMessage.class, (message) -> true)).isInstanceOf(ControlMessage.Goodbye.class);
		}
		assertThatIllegalArgumentException().isThrownBy(() -> Ipc.builder().liveness(SHORT.negated(), SHORT))
			.withMessageContaining("Liveness interval");
	}

}
