package dev.multiprocess.ipc;

import java.util.List;

/**
 * The other process does not serve the interface that was asked for.
 */
public class UnsupportedInterfaceException extends IpcException {

	private final String interfaceName;

	private final List<String> served;

	/**
	 * Creates the failure.
	 * @param interfaceName the interface asked for
	 * @param served the interfaces that are served
	 */
	public UnsupportedInterfaceException(String interfaceName, List<String> served) {
		this(interfaceName, served, List.of());
	}

	/**
	 * Creates the failure of a request that more than one method answers.
	 * @param interfaceName the interface asked for
	 * @param served the interfaces that are served
	 * @param makers the methods that return it; none if it is not served
	 */
	public UnsupportedInterfaceException(String interfaceName, List<String> served, List<String> makers) {
		super(makers.isEmpty()
				? "Interface " + interfaceName + " is not served; served are: "
						+ (served.isEmpty() ? "none" : String.join(", ", served))
						+ "; give the process an object of that type to serve"
				: "Interface " + interfaceName + " is returned by more than one method, call the one you mean: "
						+ String.join(", ", makers));
		this.interfaceName = interfaceName;
		this.served = List.copyOf(served);
	}

	/** Returns the wire name of the interface. */
	public String interfaceName() {
		return this.interfaceName;
	}

	/** Returns wire names of interfaces. */
	public List<String> served() {
		return this.served;
	}

}
