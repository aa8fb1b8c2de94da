package dev.multiprocess.ipc.autoconfigure.testing;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * Answers.
 */
@RemoteInterface
public interface DeskInit extends Init {

	/** Returns the text. */
	String answer(String text);

	/** Asks back. */
	String ask(Supplier<String> caller);

	/** Asks back on another thread. */
	CompletableFuture<String> askLater(Supplier<String> caller);

	/** Fails. */
	void fail();

	/** Answers here. */
	final class Desk implements DeskInit {

		@Override
		public String answer(String text) {
			return text;
		}

		@Override
		public String ask(Supplier<String> caller) {
			return caller.get();
		}

		@Override
		public CompletableFuture<String> askLater(Supplier<String> caller) {
			return CompletableFuture.supplyAsync(caller);
		}

		@Override
		public void fail() {
			throw new IllegalStateException("no answer");
		}

	}

}
