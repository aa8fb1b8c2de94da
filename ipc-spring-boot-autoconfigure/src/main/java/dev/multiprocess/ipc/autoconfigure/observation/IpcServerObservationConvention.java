package dev.multiprocess.ipc.autoconfigure.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observations of calls that this program serves. A bean of this type replaces
 * the names, which follow OpenTelemetry's for remote procedure calls.
 */
public interface IpcServerObservationConvention extends ObservationConvention<IpcServerContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof IpcServerContext;
	}

	@Override
	default String getName() {
		return "rpc.server.call.duration";
	}

	@Override
	default String getContextualName(IpcServerContext context) {
		return context.call().simpleMethodName();
	}

	@Override
	default KeyValues getLowCardinalityKeyValues(IpcServerContext context) {
		return context.keyValues();
	}

}
