package dev.multiprocess.ipc.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Takes, keeps, completes and returns futures.
 */
final class DefaultFooFutures implements FooFutures {

	private final Map<String, CompletableFuture<@Nullable String>> futures = new ConcurrentHashMap<>();

	private final List<CompletableFuture<Integer>> many = new ArrayList<>();

	@Override
	public CompletableFuture<@Nullable String> future(String name) {
		return this.futures.computeIfAbsent(name, (key) -> new CompletableFuture<>());
	}

	@Override
	public CompletionStage<@Nullable String> stage(String name) {
		return future(name);
	}

	@Override
	public Future<@Nullable String> plain(String name) {
		return future(name);
	}

	@Override
	public Future<String> silent() {
		return new FutureTask<>(() -> "never run");
	}

	@Override
	public @Nullable CompletableFuture<String> none() {
		return null;
	}

	@Override
	public CompletableFuture<@Nullable Void> nothing() {
		return future("nothing").thenRun(() -> {
		});
	}

	@Override
	public CompletableFuture<FooCallback> reference() {
		return future("reference").thenApply((value) -> (arg) -> arg + 1);
	}

	@Override
	public CompletableFuture<CompletableFuture<@Nullable String>> nested(String name) {
		return future("outer").thenApply((value) -> future(name));
	}

	@Override
	public Basket basket(String name) {
		return new Basket(List.of(future(name), future(name)), future(name));
	}

	@Override
	public synchronized List<CompletableFuture<Integer>> many(int count) {
		List<CompletableFuture<Integer>> made = IntStream.range(0, count)
			.mapToObj((index) -> new CompletableFuture<Integer>())
			.toList();
		this.many.addAll(made);
		return made;
	}

	@Override
	public synchronized void completeMany() {
		for (int i = 0; i < this.many.size(); i++) {
			this.many.get(i).complete(i);
		}
		this.many.clear();
	}

	@Override
	public void complete(String name, @Nullable String value) {
		future(name).complete(value);
	}

	@Override
	public void fail(String name, String message) {
		future(name).completeExceptionally(
				message.equals("foreign") ? new ForeignException(message) : new AllowedException(message, Color.GREEN));
	}

	@Override
	public void cancel(String name) {
		future(name).cancel(true);
	}

	@Override
	public @Nullable String state(String name) {
		try {
			return future(name).getNow("pending");
		}
		catch (CompletionException ex) {
			return String.valueOf(ex.getCause());
		}
		catch (RuntimeException ex) {
			return ex.getClass().getSimpleName();
		}
	}

	@Override
	public void keep(String name, CompletableFuture<@Nullable String> future) {
		this.futures.put(name, future);
	}

	@Override
	public @Nullable String join(CompletableFuture<@Nullable String> future) {
		return future.join();
	}

	@Override
	public boolean isKept(String name, CompletableFuture<@Nullable String> future) {
		return this.futures.get(name) == future;
	}

	@Override
	public void chain(CompletableFuture<@Nullable String> from, CompletableFuture<@Nullable String> to) {
		from.thenAccept(to::complete);
	}

	@Override
	public int threads() {
		return (int) Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("ipc-"))
			.count();
	}

}
