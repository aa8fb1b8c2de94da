package dev.multiprocess.ipc.protocol;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.multiprocess.ipc.protocol.ControlMessage.Goodbye;
import dev.multiprocess.ipc.protocol.ControlMessage.OneWayFailed;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.Transports;
import dev.multiprocess.ipc.transport.Channel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

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

}
