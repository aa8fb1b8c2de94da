package dev.multiprocess.ipc.testing;

import java.util.List;

import dev.multiprocess.ipc.OneWay;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * Takes down entries that nobody waits for.
 */
@RemoteInterface
public interface Ledger {

	@OneWay
	void note(String entry);

	/** Takes down the length of data. */
	@OneWay
	void noteSize(byte[] data);

	/**
	 * Waits until the gate opens, then takes down the entry, or that it was interrupted.
	 */
	@OneWay
	void noteAt(String gate, String entry);

	/** Takes down what a callback returns. */
	@OneWay
	void noteResult(FooCallback callback, int arg);

	/** Takes down whether it is the object that {@link #itself} returns. */
	@OneWay
	void noteItself(Ledger ledger);

	@OneWay
	void fail(String message);

	/** Returns all entries, oldest first. */
	List<String> entries();

	/** Returns the same object each time. */
	Ledger itself();

	/** Returns another object that takes down entries here. */
	Ledger page();

	void open(String gate);

	int arrived(String gate);

	/** Takes down numbers from 0 with another, then waits at the gate. */
	void noteThere(Ledger there, int count, String gate);

	/** Has another fail. */
	void failThere(Ledger there, String message);

}
