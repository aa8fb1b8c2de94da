package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.TransportType;
import org.junit.jupiter.api.DisplayName;

/**
 * The same over a socket.
 */
@DisplayName("With a process: Limit, over a socket")
class LimitSocketIT extends LimitIT {

	@Override
	ProcessSpec.Builder configure(ProcessSpec.Builder builder) {
		return super.configure(builder).transport(TransportType.SOCKET);
	}

}
