package dev.multiprocess.ipc.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.protocol.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first object of a partner that may say hello and then nothing. For use by any
 * thread.
 */
final class FirstObject {

	private FirstObject() {
	}

	/**
	 * Returns the first object of a partner, which is killed if it does not tell it in
	 * time.
	 * @param partner the partner
	 * @param connection the connection to it
	 * @param type the type of the object
	 * @param nanos the time it has
	 * @param late makes what is thrown if it took longer
	 */
	static <I extends Init> I of(Partner partner, Connection connection, Class<I> type, long nanos,
			Function<ConnectionClosedException, RuntimeException> late) {
		CompletableFuture<@Nullable Void> found = new CompletableFuture<>();
		found.orTimeout(nanos, TimeUnit.NANOSECONDS).whenComplete((done, failure) -> {
			if (failure != null) {
				partner.kill();
			}
		});
		try {
			return connection.root(type);
		}
		catch (ConnectionClosedException ex) {
			throw found.isCompletedExceptionally() ? late.apply(ex) : ex;
		}
		finally {
			found.complete(null);
		}
	}

}
