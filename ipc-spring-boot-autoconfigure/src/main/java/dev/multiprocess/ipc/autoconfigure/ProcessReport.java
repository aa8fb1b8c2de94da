package dev.multiprocess.ipc.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.Isolation;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.Stats;
import org.jspecify.annotations.Nullable;

/**
 * How the processes of one name are, and what became of those before.
 *
 * @param name the name in their properties
 * @param instances the processes that have not ended, oldest first
 * @param starts number of processes launched so far
 * @param restarts number of those that took the place of one that ended unasked
 * @param circuitOpen whether they failed too often and are not started for a while
 * @param lastExit how one of them ended last, or null
 * @param interfaces wire names of the interfaces that this application has beans of, in
 * order
 */
public record ProcessReport(String name, List<Instance> instances, int starts, int restarts, boolean circuitOpen,
		@Nullable Exit lastExit, Set<String> interfaces) {

	/**
	 * Returns the same with other instances.
	 * @param instances what to show of the processes
	 * @return a new report
	 */
	public ProcessReport withInstances(List<Instance> instances) {
		return new ProcessReport(this.name, instances, this.starts, this.restarts, this.circuitOpen, this.lastExit,
				this.interfaces);
	}

	/**
	 * Returns whether one of them serves.
	 * @return whether calls reach a process now
	 */
	public boolean isServing() {
		return this.instances.stream().anyMatch((instance) -> instance.state() == IpcProcess.State.RUNNING);
	}

	/**
	 * One process.
	 *
	 * @param pid its process id
	 * @param state where it stands
	 * @param since when it was launched
	 * @param uptime how long ago that was
	 * @param isolation what keeps its faults from this application
	 * @param command what was run, secrets included; empty for one that runs in process
	 * @param stats what passed between it and this application
	 */
	public record Instance(long pid, IpcProcess.State state, Instant since, Duration uptime, String isolation,
			List<String> command, Stats stats) {

		static Instance of(IpcProcess process, Instant since, Instant now) {
			return new Instance(process.pid(), process.state(), since, Duration.between(since, now),
					text(process.isolation()), process.command(), process.stats());
		}

		private static String text(Isolation isolation) {
			return switch (isolation) {
				case NONE -> "none (runs in the application itself)";
				case PROCESS -> "L0 (same user, no sandbox)";
				case SANDBOX -> "L1 (same user, in a sandbox: no network, files read-only)";
			};
		}

		/**
		 * Returns the same with another command.
		 * @param command what to show of the command
		 * @return a new instance
		 */
		public Instance withCommand(List<String> command) {
			return new Instance(this.pid, this.state, this.since, this.uptime, this.isolation, command, this.stats);
		}

	}

	/**
	 * One end.
	 *
	 * @param pid the process id
	 * @param at when it was taken in
	 * @param code the exit code
	 * @param cause why it ended
	 * @param expected whether it was asked to
	 * @param description what to tell people
	 */
	public record Exit(long pid, Instant at, int code, ProcessExit.Cause cause, boolean expected, String description) {
	}

}
