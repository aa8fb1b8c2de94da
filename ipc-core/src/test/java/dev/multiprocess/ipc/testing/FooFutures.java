package dev.multiprocess.ipc.testing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import dev.multiprocess.ipc.RemoteInterface;
import org.jspecify.annotations.Nullable;

/**
 * Methods that take, keep, complete and return futures. Futures kept there have names,
 * and are made when they are first named.
 */
@RemoteInterface
public interface FooFutures {

	CompletableFuture<@Nullable String> future(String name);

	CompletionStage<@Nullable String> stage(String name);

	Future<@Nullable String> plain(String name);

	/** Returns a future that tells nobody when it is done. */
	Future<String> silent();

	@Nullable CompletableFuture<String> none();

	CompletableFuture<@Nullable Void> nothing();

	CompletableFuture<FooCallback> reference();

	/** Returns a future whose future value has the name. */
	CompletableFuture<CompletableFuture<@Nullable String>> nested(String name);

	Basket basket(String name);

	/** Returns new futures, and completes each with its index when told to. */
	List<CompletableFuture<Integer>> many(int count);

	void completeMany();

	void complete(String name, @Nullable String value);

	/** Completes it with what crosses as itself, or "foreign" with what does not. */
	void fail(String name, String message);

	void cancel(String name);

	/** Returns the future's value, the class of its exception, or "pending". */
	@Nullable String state(String name);

	/** Keeps a future of the caller under a name. */
	void keep(String name, CompletableFuture<@Nullable String> future);

	/** Waits for a future of the caller. */
	@Nullable String join(CompletableFuture<@Nullable String> future);

	boolean isKept(String name, CompletableFuture<@Nullable String> future);

	/** Completes it with another one's value when that is done, and holds neither. */
	void chain(CompletableFuture<@Nullable String> from, CompletableFuture<@Nullable String> to);

	/** Returns how many threads of ours live there. */
	int threads();

	/**
	 * A value with futures as leaves.
	 *
	 * @param futures twice the same one
	 * @param stage the same one again
	 */
	record Basket(List<CompletableFuture<@Nullable String>> futures, CompletionStage<@Nullable String> stage) {
	}

}
