package dev.multiprocess.ipc.autoconfigure.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observations of calls that this program makes. A bean of this type replaces
 * the names, which follow OpenTelemetry's for remote procedure calls.
 */
public interface IpcClientObservationConvention extends ObservationConvention<IpcClientContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof IpcClientContext;
	}

	@Override
	default String getName() {
		return "rpc.client.call.duration";
	}

	@Override
	default String getContextualName(IpcClientContext context) {
		return context.call().simpleMethodName();
	}

	@Override
	default KeyValues getLowCardinalityKeyValues(IpcClientContext context) {
		return context.keyValues();
	}

}
