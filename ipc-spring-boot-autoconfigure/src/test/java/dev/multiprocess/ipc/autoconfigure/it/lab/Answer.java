package dev.multiprocess.ipc.autoconfigure.it.lab;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * Implemented by the parent.
 */
@RemoteInterface
@FunctionalInterface
public interface Answer {

	/** Answers. */
	String answer(String question);

}
