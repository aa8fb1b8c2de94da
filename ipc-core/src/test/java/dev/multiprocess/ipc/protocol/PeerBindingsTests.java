package dev.multiprocess.ipc.protocol;

import java.lang.management.ManagementFactory;
import java.util.List;

import com.sun.management.ThreadMXBean;
import dev.multiprocess.ipc.ProtocolException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("What the peer has bound")
class PeerBindingsTests {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int CALLS = 10_000;

	private final PeerBindings bindings = new PeerBindings("peer");

	@Test
	@DisplayName("is, of classes, found under any id that the peer may choose, and the last one counts")
	void ids() {
		int[] ids = { 0, 1, 63, 64, 65, 127, 128, 1000, 79_999, 80_000, Integer.MAX_VALUE, -1, Integer.MIN_VALUE };
		for (int id : ids) {
			assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> this.bindings.typeOf(id));
			this.bindings.bind(id, String.class);
		}
		for (int id : ids) {
			assertThat(this.bindings.typeOf(id)).isEqualTo(String.class);
			this.bindings.bind(id, Integer.class);
			assertThat(this.bindings.typeOf(id)).isEqualTo(Integer.class);
		}
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> this.bindings.typeOf(2));
	}

	@Test
	@DisplayName("is found without an object for its id, as every call finds an interface")
	void allocation() {
		PeerInterface bound = new PeerInterface(null, List.of());
		for (int id = 1; id <= 500; id++) {
			this.bindings.bind(id, bound);
		}
		find(500);
		long before = THREADS.getCurrentThreadAllocatedBytes();
		find(500);
		// As many objects would take sixteen times that.
		assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(2L * CALLS);
	}

	private void find(int id) {
		for (int i = 0; i < CALLS; i++) {
			this.bindings.interfaceOf(id);
		}
	}

}
