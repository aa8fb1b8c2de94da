package dev.multiprocess.ipc.functional;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.testing.FooFutures;
import org.junit.jupiter.api.BeforeEach;

/**
 * Gives each test futures at the other end.
 */
abstract class FutureTest extends FunctionalTest {

	/** The objects that every test calls. */
	static final int OWN = 2;

	FooFutures futures;

	@BeforeEach
	@Override
	void connect() {
		super.connect();
		this.futures = this.ends.init().makeFutures();
	}

	static <T> T get(CompletableFuture<T> future) throws Exception {
		return future.get(30, TimeUnit.SECONDS);
	}

}
