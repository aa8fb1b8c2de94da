package dev.multiprocess.ipc.adapter;

import java.lang.reflect.InvocationHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import dev.multiprocess.ipc.ConnectionClosedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@DisplayName("S10: a future that is adapted")
class AdaptedFutureTests {

	private final List<String> told = new ArrayList<>();

	/** Notes what it is asked for. */
	private final class Noting implements Link {

		@Override
		public int chunk() {
			return 1;
		}

		@Override
		public void execute(Runnable task) {
			AdaptedFutureTests.this.told.add("execute");
		}

		@Override
		public void cancel() {
			AdaptedFutureTests.this.told.add("cancel");
		}

		@Override
		public void release() {
			AdaptedFutureTests.this.told.add("release");
		}

		@Override
		public <H extends InvocationHandler & Imported> Imported proxy(H handler, Class<?> type) {
			throw new UnsupportedOperationException();
		}

	}

	/** Is out of reach before it could be asked. */
	private static final class OutOfReach implements RemoteFuture<String> {

		@Override
		public String result() {
			throw new ConnectionClosedException("The process is gone", false, null);
		}

		@Override
		public boolean complete(Callable<String> outcome) {
			throw new ConnectionClosedException("The process is gone", false, null);
		}

	}

	private ImportedFuture<?> imported() {
		return (ImportedFuture<?>) Adapters.wrap(RemoteFuture.class, new OutOfReach(), new Noting());
	}

	private static ExportedFuture<?> exported(CompletableFuture<String> future) {
		return (ExportedFuture<?>) Adapters.export(RemoteFuture.class, future);
	}

	@Test
	@DisplayName("and cannot be fetched does not say that the call which returned it has not run")
	void outOfReach() {
		ImportedFuture<?> future = imported();
		future.fetch();
		assertThatExceptionOfType(Exception.class).isThrownBy(future::get)
			.havingCause()
			.isInstanceOfSatisfying(ConnectionClosedException.class, (ex) -> assertThat(ex.mayHaveExecuted()).isTrue());
		assertThat(this.told).containsExactly("release");
	}

	@Test
	@DisplayName("and lost tells its owner nothing")
	void lost() {
		ImportedFuture<?> future = imported();
		future.lost(new ConnectionClosedException("The process is gone", true, null));
		assertThat(future).isCompletedExceptionally();
		assertThat(this.told).containsExactly("release");
	}

	@Test
	@DisplayName("tells once that it is done, whichever comes first, and before that has no result")
	void tells() throws Exception {
		CompletableFuture<String> origin = new CompletableFuture<>();
		ExportedFuture<?> future = exported(origin);
		future.mentioned();
		future.mentioned();
		future.await(() -> this.told.add("waited"));
		assertThatIllegalStateException().isThrownBy(future::result);
		assertThat(this.told).isEmpty();
		origin.complete("value");
		assertThat(this.told).containsExactly("waited");
		assertThat(future.result()).isEqualTo("value");
		future.await(() -> this.told.add("done already"));
		assertThat(this.told).containsExactly("waited", "done already");
	}

	@Test
	@DisplayName("is fetched and cancelled once, however often that is asked for")
	void claims() {
		ImportedFuture<?> imported = imported();
		assertThat(imported.claim()).isTrue();
		assertThat(imported.claim()).isFalse();
		CompletableFuture<String> origin = new CompletableFuture<>();
		ExportedFuture<?> exported = exported(origin);
		exported.mentioned();
		assertThat(exported.claimCancel()).isTrue();
		assertThat(exported.claimCancel()).isFalse();
	}

	@Test
	@DisplayName("tells nobody who holds it no more")
	void unexported() {
		CompletableFuture<String> origin = new CompletableFuture<>();
		ExportedFuture<?> future = exported(origin);
		future.mentioned();
		future.await(() -> this.told.add("before"));
		future.unexported();
		future.await(() -> this.told.add("after"));
		origin.complete("value");
		assertThat(this.told).isEmpty();
	}

}
