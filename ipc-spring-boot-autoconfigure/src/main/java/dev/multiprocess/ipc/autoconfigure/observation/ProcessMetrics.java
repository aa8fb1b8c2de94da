package dev.multiprocess.ipc.autoconfigure.observation;

import java.util.Objects;
import java.util.function.ToIntFunction;

import dev.multiprocess.ipc.Stats;
import dev.multiprocess.ipc.autoconfigure.ProcessHistory;
import dev.multiprocess.ipc.autoconfigure.ProcessReport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Metrics of processes, of all of one name together.
 */
final class ProcessMetrics implements MeterBinder {

	private final ProcessHistory history;

	ProcessMetrics(ProcessHistory history) {
		this.history = history;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (ProcessReport report : this.history.reports()) {
			bind(registry, report.name());
		}
	}

	private void bind(MeterRegistry registry, String name) {
		Tags tags = Tags.of("process", name);
		Gauge.builder("ipc.processes", () -> report(name).instances().size())
			.description("Processes that have not ended")
			.tags(tags)
			.register(registry);
		gauge(registry, "ipc.calls.active", name, Stats::callsInFlight, "Calls made and not ended");
		gauge(registry, "ipc.references.exported", name, Stats::exported,
				"Objects that the processes hold of this one");
		gauge(registry, "ipc.references.imported", name, Stats::imported, "Objects that this process holds of them");
		gauge(registry, "ipc.lanes", name, Stats::lanes, "Lanes open for calls");
		FunctionCounter.builder("ipc.restarts", this.history, (history) -> report(name).restarts())
			.description("Processes that took the place of one that ended unasked")
			.tags(tags)
			.register(registry);
	}

	private void gauge(MeterRegistry registry, String meter, String name, ToIntFunction<Stats> value,
			String description) {
		Gauge
			.builder(meter,
					() -> report(name).instances().stream().map(ProcessReport.Instance::stats).mapToInt(value).sum())
			.description(description)
			.tags(Tags.of("process", name))
			.register(registry);
	}

	private ProcessReport report(String name) {
		return Objects.requireNonNull(this.history.report(name));
	}

}
