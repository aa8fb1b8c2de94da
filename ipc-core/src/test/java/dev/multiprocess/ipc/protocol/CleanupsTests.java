package dev.multiprocess.ipc.protocol;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S24: the cleanups of a connection")
class CleanupsTests {

	@Test
	@DisplayName("hold no lock while they run, whatever thread the executor takes")
	void noLockHeld() {
		Cleanups cleanups = new Cleanups(Runnable::run);
		AtomicInteger ran = new AtomicInteger();
		cleanups.runLater(List.of(() -> {
			CompletableFuture<Void> other = Victim.async(() -> {
				cleanups.runLater(List.of(ran::incrementAndGet));
				return null;
			});
			try {
				// A locked-out one would keep the JVM's timer waiting as well.
				other.get(3, TimeUnit.SECONDS);
			}
			catch (TimeoutException ex) {
				ran.set(100);
			}
			catch (Exception ex) {
				ran.set(200);
			}
		}));
		assertThat(ran).hasValue(1);
	}

}
