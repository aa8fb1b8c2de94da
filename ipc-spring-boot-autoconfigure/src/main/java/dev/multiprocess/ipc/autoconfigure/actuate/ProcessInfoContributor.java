package dev.multiprocess.ipc.autoconfigure.actuate;

import java.util.Map;
import java.util.TreeMap;

import dev.multiprocess.ipc.autoconfigure.ProcessHistory;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Tells how many processes there are of each name.
 */
final class ProcessInfoContributor implements InfoContributor {

	private final ProcessHistory history;

	ProcessInfoContributor(ProcessHistory history) {
		this.history = history;
	}

	@Override
	public void contribute(Info.Builder builder) {
		Map<String, Integer> processes = new TreeMap<>();
		this.history.reports().forEach((report) -> processes.put(report.name(), report.instances().size()));
		builder.withDetail("ipc", Map.of("processes", processes));
	}

}
