package dev.multiprocess.ipc.benchmarks.spring;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import brave.Tracing;
import dev.multiprocess.ipc.benchmarks.contender.Action;
import dev.multiprocess.ipc.benchmarks.contender.Contender;
import dev.multiprocess.ipc.benchmarks.contender.Operation;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;

/**
 * What Micrometer and Brave take by themselves to observe both ends of a call: two
 * observations, the second with what the first propagates, around an addition.
 */
public final class BareObservations implements Contender {

	private static final KeyValues KEY_VALUES = KeyValues.of("rpc.system.name", "ipc", "rpc.method", "Calculator/add",
			"server.address", "benchmark", "error.type", "none");

	private final Tracing tracing = new Observations().tracing();

	private final ObservationRegistry registry = new Observations().observationRegistry(this.tracing);

	@Override
	public String name() {
		return "Micrometer and Brave alone, two observations of no call";
	}

	@Override
	public Map<Operation, Action> actions() {
		return Map.of(Operation.ADD, () -> Action.expectThree(sent(1, 2)));
	}

	private int sent(int one, int other) {
		SenderContext<Map<String, String>> context = new SenderContext<>(
				(carrier, key, value) -> carrier.put(key, value), Kind.CLIENT);
		Map<String, String> carrier = new HashMap<>();
		context.setCarrier(carrier);
		return observe("client", context, () -> received(carrier, one, other));
	}

	private int received(Map<String, String> carrier, int one, int other) {
		ReceiverContext<Map<String, String>> context = new ReceiverContext<>((map, key) -> map.get(key), Kind.SERVER);
		context.setCarrier(carrier);
		return observe("server", context, () -> one + other);
	}

	private int observe(String name, Observation.Context context, Supplier<Integer> action) {
		return Observation.createNotStarted(name, () -> context, this.registry)
			.lowCardinalityKeyValues(KEY_VALUES)
			.observe(action);
	}

	@Override
	public void close() {
		this.tracing.close();
	}

}
