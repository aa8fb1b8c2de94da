package dev.multiprocess.ipc.faults;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.TransportType;
import org.junit.jupiter.api.DisplayName;

/**
 * The same over a socket.
 */
@DisplayName("S28: a worker that is killed, over a socket,")
class WorkerKilledSocketIT extends WorkerKilledIT {

	@Override
	protected ProcessSpec.Builder worker() {
		return super.worker().transport(TransportType.SOCKET);
	}

}
