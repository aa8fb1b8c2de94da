package dev.multiprocess.ipc.autoconfigure;

import java.util.Set;

import org.springframework.core.env.Environment;

/**
 * Makes the beans of remote interfaces; here a bean learns which process serves it.
 */
final class RemoteInterfaceFactory {

	static final String BEAN_NAME = "ipcRemoteInterfaceFactory";

	private static final String LINES = """
			    ipc.process.%1$s.main-class=com.example.WorkerApplication
			    ipc.process.%1$s.jar=worker.jar
			    ipc.process.%1$s.command=path/to/program
			""";

	private final IpcProcesses processes;

	private final IpcProperties properties;

	private final NamedInterfaces interfaces;

	RemoteInterfaceFactory(IpcProcesses processes, IpcProperties properties, Environment environment) {
		this.processes = processes;
		this.properties = properties;
		this.interfaces = new NamedInterfaces(properties.interfaces(), environment);
	}

	/**
	 * Makes a proxy; nothing starts until it is called or the context starts processes.
	 * @param <T> the type of the interface
	 * @param process the process that serves it, or an empty string if properties tell
	 * @param type the interface
	 * @return the proxy
	 */
	public <T> T remoteInterface(String process, Class<T> type) {
		String name = process.isEmpty() ? processOf(type) : process;
		try {
			return this.processes.root(name, type);
		}
		catch (IllegalArgumentException ex) {
			if (this.properties.processNames().contains(name)) {
				throw ex;
			}
			throw new IpcConfigurationException(
					"Interface %s is to be served by process '%s', which is not configured.".formatted(type.getName(),
							name),
					"Add one of these lines to application.properties, or name one of the processes configured: %s%n%n%s"
						.formatted(this.properties.processNames(), LINES.formatted(name)),
					ex);
		}
	}

	private String processOf(Class<?> type) {
		String wireName = RemoteInterfaceDefinitions.wireName(type);
		String bound = this.interfaces.of(wireName).process();
		if (bound != null) {
			return bound;
		}
		Set<String> names = this.properties.processNames();
		if (names.isEmpty()) {
			throw new IpcConfigurationException(
					"Interface %s is served by another process, but no process is configured."
						.formatted(type.getName()),
					"Say what to run: add one of these lines to application.properties.%n%n%s"
						.formatted(LINES.formatted("worker")));
		}
		if (names.size() > 1) {
			throw new IpcConfigurationException(
					"Interface %s may be served by any of the processes %s.".formatted(type.getName(), names),
					"Say which one: add ipc.interfaces[%s].process=%s to application.properties, or name it in @ImportRemoteInterfaces(process = \"%2$s\", types = %s.class)."
						.formatted(wireName, names.iterator().next(), type.getSimpleName()));
		}
		return names.iterator().next();
	}

}
