package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.multiprocess.ipc.protocol.ControlMessage.Goodbye;
import dev.multiprocess.ipc.protocol.ControlMessage.OneWayFailed;
import dev.multiprocess.ipc.testing.Async;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.Transports;
import dev.multiprocess.ipc.transport.Channel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A control channel")
@ExtendWith(LeftoverCheck.class)
class ControlChannelTests {

	@Test
	@DisplayName("S9, S38: drops news that nobody depends on rather than to overflow, and nothing else")
	void news() {
		Channel[] pair = Transports.pair();
		List<ControlMessage> received = new CopyOnWriteArrayList<>();
		ControlChannel slow = new ControlChannel(pair[0], (message) -> {
		}, (reason) -> {
		});
		ControlChannel reader = new ControlChannel(pair[1], received::add, (reason) -> {
		});
		OneWayFailed failure = new OneWayFailed("Ledger.fail", "java.lang.Exception", "x".repeat(4000));
		for (int i = 0; i < 10_000; i++) {
			slow.sendIfRoom(failure);
		}
		slow.send(new Goodbye());
		slow.start("ipc-slow");
		reader.start("ipc-reader");
		Eventually.until(() -> "no goodbye", () -> received.contains(new Goodbye()));
		assertThat(received).hasSizeBetween(10, 1000);
		slow.close();
		reader.close();
	}

	@Test
	@DisplayName("S27: ends although nobody reads what was sent")
	void unread() throws Exception {
		Channel[] ends = Transports.pair();
		CompletableFuture<Boolean> ended = new CompletableFuture<>();
		ControlChannel channel = new ControlChannel(ends[0], (message) -> {
		}, (reason) -> ended.complete(reason == null));
		channel.start("ipc-test-control");
		for (int i = 0; i < 10_000; i++) {
			channel.send(new ControlMessage.Gone(i));
		}
		channel.finish();
		assertThat(Async.get(ended)).isTrue();
		ends[1].close();
	}

	@Test
	@DisplayName("S39: ends when what it brings makes this side run out of memory")
	void error() throws Exception {
		Channel[] ends = Transports.pair();
		CompletableFuture<Throwable> ended = new CompletableFuture<>();
		ControlChannel channel = new ControlChannel(ends[0], (message) -> {
			throw new OutOfMemoryError("on purpose");
		}, ended::complete);
		channel.start("ipc-test-control");
		RawPeer.write(ends[1], new byte[] { 0, 0, 0, 1, 7 }, 5);
		assertThat(Async.get(ended)).isInstanceOf(OutOfMemoryError.class);
		assertThatThrownBy(() -> RawPeer.read(ends[1], 1)).isInstanceOf(IOException.class)
			.hasMessageContaining("closed the channel");
	}

}
