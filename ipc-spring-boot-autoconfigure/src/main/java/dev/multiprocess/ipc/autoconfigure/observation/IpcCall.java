package dev.multiprocess.ipc.autoconfigure.observation;

import java.lang.reflect.Method;

/**
 * One call, for conventions.
 *
 * @param peer what the other process is called here
 * @param method the method of the interface
 */
public record IpcCall(String peer, Method method) {

	/**
	 * Names the method for machines.
	 * @return the name as {@code fully.qualified.Interface/method}
	 */
	public String fullMethodName() {
		return this.method.getDeclaringClass().getName() + "/" + this.method.getName();
	}

	/**
	 * Names the method for people.
	 * @return the name as {@code Interface/method}
	 */
	public String simpleMethodName() {
		return this.method.getDeclaringClass().getSimpleName() + "/" + this.method.getName();
	}

}
