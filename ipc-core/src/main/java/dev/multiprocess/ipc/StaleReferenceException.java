package dev.multiprocess.ipc;

/**
 * The object behind a proxy is gone: the proxy was closed, or the process it lived in has
 * ended.
 */
public class StaleReferenceException extends IpcException {

	/**
	 * Creates the failure.
	 * @param object the proxy, as it describes itself
	 * @param reason why it is gone, as the end of a sentence about the object
	 */
	public StaleReferenceException(String object, String reason) {
		super(object + " " + reason);
	}

}
