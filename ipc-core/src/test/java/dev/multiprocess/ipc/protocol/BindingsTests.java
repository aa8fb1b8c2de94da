package dev.multiprocess.ipc.protocol;

import java.time.Duration;

import dev.multiprocess.ipc.Init;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What is to be bound")
class BindingsTests {

	private static final Init NOTHING = new Init() {
	};

	@Test
	@DisplayName("keeps its number, of few, however often the peer refuses it")
	void numbers() throws Exception {
		try (Pair pair = new Pair(NOTHING, Duration.ofMinutes(1))) {
			Bindings bindings = pair.caller.bindings;
			int first = bindings.request(Door.class).id();
			for (int i = 0; i < PeerBindings.MOST_INTERFACES; i++) {
				assertThat(bindings.request(Door.class).id()).isEqualTo(first);
			}
			assertThat(bindings.request(Door.Room.class).id()).isNotEqualTo(first);
		}
	}

}
