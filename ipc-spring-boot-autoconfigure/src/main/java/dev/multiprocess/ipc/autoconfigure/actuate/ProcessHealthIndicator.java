package dev.multiprocess.ipc.autoconfigure.actuate;

import java.util.List;

import dev.multiprocess.ipc.autoconfigure.ProcessHistory;
import dev.multiprocess.ipc.autoconfigure.ProcessReport;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells whether the processes of a name serve. One that nobody has needed yet is neither
 * up nor down.
 */
final class ProcessHealthIndicator extends AbstractHealthIndicator {

	private final String name;

	private final ProcessHistory history;

	ProcessHealthIndicator(String name, ProcessHistory history) {
		super("The health of process '" + name + "' is not known");
		this.name = name;
		this.history = history;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ProcessReport report = this.history.report(this.name);
		if (report == null) {
			builder.unknown();
			return;
		}
		status(builder, report);
		List<Long> pids = report.instances().stream().map(ProcessReport.Instance::pid).toList();
		if (!pids.isEmpty()) {
			builder.withDetail("pids", pids);
		}
		builder.withDetail("restarts", report.restarts());
		if (report.lastExit() != null) {
			builder.withDetail("lastExit", report.lastExit().description());
		}
	}

	private void status(Health.Builder builder, ProcessReport report) {
		if (this.history.isPaused()) {
			builder.outOfService();
		}
		else if (report.isServing()) {
			builder.up();
		}
		else if (report.circuitOpen() || report.lastExit() != null && !report.lastExit().expected()) {
			builder.down();
		}
		else {
			builder.unknown();
		}
	}

}
