package dev.multiprocess.ipc.process;

/**
 * Says why a process starts without an archive. The message follows on "since".
 */
final class UnfitForArchiveException extends Exception {

	UnfitForArchiveException(String reason) {
		super(reason);
	}

}
