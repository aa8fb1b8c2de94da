package dev.multiprocess.ipc.autoconfigure;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import org.jspecify.annotations.Nullable;

/**
 * Knows how the configured processes are, and what became of those before, without
 * starting any. Safe for use by any number of threads.
 */
public final class ProcessHistory implements IpcListener {

	private final Clock clock = Clock.systemUTC();

	private final Map<String, Entry> entries = new TreeMap<>();

	private boolean paused;

	ProcessHistory(Collection<String> names) {
		names.forEach((name) -> this.entries.put(name, new Entry(name)));
	}

	/**
	 * Returns how the processes are.
	 * @return one report for each name, those without a process included
	 */
	public synchronized List<ProcessReport> reports() {
		Instant now = this.clock.instant();
		return this.entries.values().stream().map((entry) -> entry.report(now)).toList();
	}

	/**
	 * Returns how the processes of a name are.
	 * @param name the name
	 * @return the report, or null if no process of that name is known
	 */
	public synchronized @Nullable ProcessReport report(String name) {
		Entry entry = this.entries.get(name);
		return (entry != null) ? entry.report(this.clock.instant()) : null;
	}

	/**
	 * Returns the processes of a name.
	 * @param name the name
	 * @return those that have not ended
	 */
	public synchronized List<IpcProcess> processes(String name) {
		Entry entry = this.entries.get(name);
		return (entry != null) ? List.copyOf(entry.processes.keySet()) : List.of();
	}

	/**
	 * Returns whether no process is started, since the context was stopped.
	 * @return whether starts are paused
	 */
	public synchronized boolean isPaused() {
		return this.paused;
	}

	synchronized void pause(boolean paused) {
		this.paused = paused;
	}

	synchronized void uses(String name, String wireName) {
		entry(name).interfaces.add(wireName);
	}

	private Entry entry(String name) {
		return this.entries.computeIfAbsent(name, Entry::new);
	}

	@Override
	public synchronized void processStarted(IpcProcess process) {
		Entry entry = entry(process.name());
		entry.starts++;
		entry.processes.put(process, this.clock.instant());
	}

	@Override
	public synchronized void processReady(IpcProcess process) {
		entry(process.name()).circuitOpen = false;
	}

	@Override
	public synchronized void processRestarted(IpcProcess process) {
		entry(process.name()).restarts++;
	}

	@Override
	public synchronized void processExited(IpcProcess process, ProcessExit exit) {
		Entry entry = entry(process.name());
		entry.processes.remove(process);
		entry.lastExit = new ProcessReport.Exit(process.pid(), this.clock.instant(), exit.code(), exit.cause(),
				exit.expected(), exit.description());
	}

	@Override
	public synchronized void circuitOpened(String name, ConnectionClosedException cause) {
		entry(name).circuitOpen = true;
	}

	/** The processes of one name. Guarded by the history. */
	private static final class Entry {

		private final String name;

		private final Map<IpcProcess, Instant> processes = new LinkedHashMap<>();

		private final SortedSet<String> interfaces = new TreeSet<>();

		private int starts;

		private int restarts;

		private boolean circuitOpen;

		private ProcessReport.@Nullable Exit lastExit;

		private Entry(String name) {
			this.name = name;
		}

		private ProcessReport report(Instant now) {
			List<ProcessReport.Instance> instances = new ArrayList<>();
			this.processes.forEach((process, since) -> instances.add(ProcessReport.Instance.of(process, since, now)));
			return new ProcessReport(this.name, List.copyOf(instances), this.starts, this.restarts, this.circuitOpen,
					this.lastExit, Collections.unmodifiableSortedSet(new TreeSet<>(this.interfaces)));
		}

	}

}
