package dev.multiprocess.ipc.autoconfigure.actuate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.autoconfigure.ProcessHistory;
import dev.multiprocess.ipc.autoconfigure.ProcessReport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Endpoint {@code /actuator/ipc}: tells how processes are. Restarts them where
 * {@code management.endpoint.ipc.access} is {@code unrestricted}, which it is not by
 * default.
 */
@Endpoint(id = "ipc", defaultAccess = Access.READ_ONLY)
public final class IpcEndpoint {

	private final Ipc ipc;

	private final ProcessHistory history;

	private final CommandSanitizer sanitizer;

	/**
	 * Creates the endpoint.
	 * @param ipc runs the processes
	 * @param history knows how they are
	 * @param sanitizingFunctions say what of the processes' commands is secret, beside
	 * what looks so
	 */
	public IpcEndpoint(Ipc ipc, ProcessHistory history, List<SanitizingFunction> sanitizingFunctions) {
		this.ipc = ipc;
		this.history = history;
		this.sanitizer = new CommandSanitizer(sanitizingFunctions);
	}

	/**
	 * Tells how all processes are.
	 * @return the processes by name
	 */
	@ReadOperation
	public Descriptor processes() {
		Map<String, ProcessReport> processes = new TreeMap<>();
		this.history.reports().forEach((report) -> processes.put(report.name(), sanitized(report)));
		return new Descriptor(processes);
	}

	/**
	 * Tells how the processes of a name are.
	 * @param name the name
	 * @return the report, or null if there is no such name
	 */
	@ReadOperation
	public @Nullable ProcessReport process(@Selector String name) {
		ProcessReport report = this.history.report(name);
		return (report != null) ? sanitized(report) : null;
	}

	private ProcessReport sanitized(ProcessReport report) {
		return report.withInstances(report.instances()
			.stream()
			.map((instance) -> instance.withCommand(this.sanitizer.sanitize(instance.command())))
			.toList());
	}

	/**
	 * Ends the processes of a name in order, and starts others.
	 * @param name the name
	 */
	@WriteOperation
	public void restart(@Selector String name) {
		if (this.history.report(name) == null) {
			throw new InvalidEndpointRequestException("No process is called '" + name + "'", "No such process");
		}
		this.history.processes(name).forEach(IpcProcess::stop);
		this.ipc.start(name);
	}

	/**
	 * All processes.
	 *
	 * @param processes the processes by name
	 */
	public record Descriptor(Map<String, ProcessReport> processes) {
	}

}
