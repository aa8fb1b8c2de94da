package dev.multiprocess.ipc.testing;

import java.util.List;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * Methods that fail.
 */
@RemoteInterface
public interface FooFailures {

	void raise(int code, List<String> hints) throws FooException;

	void raiseSubclass() throws FooException;

	void raiseWithCauseAndSuppressed() throws FooException;

	/** Throws a {@link java.io.IOException} although it declares none. */
	void raiseUndeclared();

	void raiseUnchecked(String message);

	void raiseAllowed(String message, Color color);

	void raiseForeign(String message);

	void raiseError(String message);

	/** Throws a {@link StackOverflowError}, the hard way. */
	int recurse(int depth);

	/** Fails by calling back what fails. */
	int raiseFrom(FooCallback callback);

	/** Returns what may not cross. */
	Parcel tooDeep(int levels);

	byte[] bytes(int length);

}
