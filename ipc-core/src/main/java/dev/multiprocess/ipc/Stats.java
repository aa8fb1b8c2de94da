package dev.multiprocess.ipc;

/**
 * Counts of what passed between this program and a process since it started.
 *
 * @param calls calls sent to the process and ended, nested ones included
 * @param callsInFlight calls sent to the process and not ended yet
 * @param exported objects of this program that the process holds
 * @param imported objects of the process that this program holds
 * @param bytesSent bytes of messages sent
 * @param bytesReceived bytes of messages received
 * @param lanes lanes open for calls in either direction
 */
public record Stats(long calls, int callsInFlight, int exported, int imported, long bytesSent, long bytesReceived,
		int lanes) {

}
