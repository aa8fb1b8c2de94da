package dev.multiprocess.ipc.protocol;

import java.util.Map;

import dev.multiprocess.ipc.protocol.ExportTable.Export;
import org.jspecify.annotations.Nullable;

/**
 * What a frame of the peer asks for, as it stands in the buffer of its lane until the
 * next one is received.
 *
 * @param number the number of the call
 * @param left the nanoseconds that its caller waits, zero for no limit
 * @param metadata what the call takes along
 * @param export the object, null if it has been released
 * @param method what to call
 * @param start where the values of the arguments begin
 * @param end where they end
 */
record CallRequest(int number, long left, Map<String, String> metadata, @Nullable Export export, MethodModel method,
		int start, int end) {

	/** Returns the arguments; throws what a constructor of theirs throws. */
	@Nullable Object[] arguments(Lane lane) {
		lane.context().coding.begin();
		try {
			return this.method.arguments().decode(lane.frames().bytes(), this.start, this.end, lane.context());
		}
		finally {
			lane.context().forgetReceived();
		}
	}

}
