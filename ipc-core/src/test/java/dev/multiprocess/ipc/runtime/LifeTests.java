package dev.multiprocess.ipc.runtime;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.process.MeetingPlace;
import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.runtime.Liveness.Pulse;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.transport.SocketLink;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("Listeners")
@ExtendWith(LeftoverCheck.class)
class LifeTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	@TempDir
	Path folder;

	private final List<IpcProcess> started = new CopyOnWriteArrayList<>();

	private final List<String> told = new CopyOnWriteArrayList<>();

	@Test
	@DisplayName("are never told that a program that was met has ended before that it is ready")
	void peer() throws IOException {
		AtomicReference<Connection> connection = new AtomicReference<>();
		Wiring wiring = new Wiring(settings(endingWhenReady(1, () -> connection.get().lost())));
		Path socket = this.folder.resolve("s");
		try (Ipc server = Ipc.builder().init(new Init() {
		}).build()) {
			server.listen("unix:" + socket);
			Peer peer = new Peer("peer", wiring);
			byte[] secret = Objects.requireNonNull(MeetingPlace.at(socket.toString()).readSecret());
			connection.set(Connection.connect(peer.settings(secret, null),
					(patience) -> SocketLink.connect(socket, patience)));
			peer.connected(connection.get(), LONG).join();
			peer.exit().join();
			Eventually.until(() -> "told was " + this.told, () -> this.told.size() == 2);
		}
		wiring.close();
		assertThat(this.told).containsExactly("ready", "exited");
	}

	@Test
	@DisplayName("are never told that a process that was started has ended before that it is ready")
	void process() {
		Ipc ipc = new DefaultIpc(settings(endingWhenReady(2, () -> {
			Eventually.until(() -> "its start is not told", () -> !this.started.isEmpty());
			this.started.get(0).kill();
		})));
		assertThatExceptionOfType(ConnectionClosedException.class)
			.isThrownBy(() -> ipc.spawnProcess(ProcessSpec.inProcess(() -> new Init() {
			}).build(), Init.class));
		ipc.close();
		assertThat(this.told).containsExactly("ready", "exited");
	}

	/**
	 * Returns what ends a partner just when it is to be told that it is ready: not before
	 * the end is told as well, or waits for its turn.
	 * @param number the number of that event
	 * @param ending ends the partner
	 */
	private static Runnable endingWhenReady(int number, Runnable ending) {
		AtomicInteger events = new AtomicInteger();
		return () -> {
			if (events.incrementAndGet() == number) {
				new Thread(ending, "test-end").start();
				Eventually.until(() -> "the end is neither told nor to be told next",
						() -> events.get() > number || isWaitedFor());
			}
		};
	}

	/** Returns whether a thread waits for a lock that the current one holds. */
	private static boolean isWaitedFor() {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
			.anyMatch((info) -> info != null && info.getLockOwnerId() == Thread.currentThread().getId());
	}

	private IpcSettings settings(Runnable telling) {
		return new IpcSettings(null, Map.of(), Set.of(), List.of(), Duration.ZERO, Map.of(), 1 << 20, 64, 1000, 16,
				new Pulse(Duration.ZERO, Duration.ZERO), null, null, LifeTests.class.getClassLoader(), hooked(telling),
				null);
	}

	/** Runs a hook on the thread that is about to tell something. */
	private List<IpcListener> hooked(Runnable telling) {
		IpcListener listener = listener();
		return new AbstractList<>() {

			@Override
			public boolean isEmpty() {
				telling.run();
				return false;
			}

			@Override
			public IpcListener get(int index) {
				return listener;
			}

			@Override
			public int size() {
				return 1;
			}

		};
	}

	private IpcListener listener() {
		return new IpcListener() {

			@Override
			public void processStarted(IpcProcess process) {
				LifeTests.this.started.add(process);
			}

			@Override
			public void processReady(IpcProcess process) {
				LifeTests.this.told.add("ready");
			}

			@Override
			public void processExited(IpcProcess process, ProcessExit exit) {
				LifeTests.this.told.add("exited");
			}

		};
	}

}
