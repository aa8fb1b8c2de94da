package dev.multiprocess.ipc.functional;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import dev.multiprocess.ipc.ProcessSpec;

/**
 * What tests of the end of a connection share: each has one of its own.
 */
abstract class EndTest extends FunctionalTest {

	@Override
	boolean fresh() {
		return true;
	}

	@Override
	ProcessSpec.Builder configure(ProcessSpec.Builder builder) {
		return builder.shutdownGracePeriod(Duration.ofSeconds(3));
	}

	static Throwable failureOf(Future<?> call) throws InterruptedException {
		try {
			throw new AssertionError("returned " + call.get());
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
	}

	/** Lets a method end that no connection leads to any more. */
	void releaseStubborn(String gate) {
		this.ends.served().forEach((foo) -> foo.open(gate));
	}

}
