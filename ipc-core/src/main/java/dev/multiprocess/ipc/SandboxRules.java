package dev.multiprocess.ipc;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What cannot be had together with a sandbox, refused before anything is started.
 */
final class SandboxRules {

	private static final Predicate<String> DEBUGGER = Pattern.compile("-agentlib:jdwp.*|-Xrunjdwp.*|-Xdebug")
		.asMatchPredicate();

	private SandboxRules() {
	}

	/**
	 * Settles what a sandbox decides.
	 * @param values the values of one specification
	 * @throws IllegalArgumentException if they contradict each other
	 */
	static void apply(ProcessSpecBuilder values) {
		if (values.sandbox == Sandbox.NONE) {
			return;
		}
		if (values.program instanceof Program.InProcess) {
			throw refusal(values, "lives in this program; a sandbox needs a process of its own");
		}
		if (values.transport == TransportType.SHARED_MEMORY) {
			throw refusal(values, "is to use shared memory, through which it could end this program;"
					+ " leave the transport at 'auto' or set 'socket'");
		}
		if (values.jvmArguments.stream().anyMatch(DEBUGGER)) {
			throw refusal(values,
					"is to listen for a debugger, which needs the network;" + " take the debugger or the sandbox away");
		}
		values.transport = TransportType.SOCKET;
	}

	private static IllegalArgumentException refusal(ProcessSpecBuilder values, String reason) {
		return new IllegalArgumentException("Process '" + values.name + "' cannot have a sandbox: it " + reason);
	}

}
