package dev.multiprocess.ipc.functional;

import java.lang.ref.WeakReference;

import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Foo;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.TwoEnds;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that nothing keeps the memory of a connection that has ended.
 */
@DisplayName("A connection that has ended")
@ExtendWith(LeftoverCheck.class)
class EndedConnectionTests {

	@Test
	@DisplayName("S22: is collected although its objects hold proxies of one another")
	void collected() {
		WeakReference<Foo> served = usedAndClosed();
		Eventually.until(() -> "not collected", () -> {
			System.gc();
			return served.get() == null;
		});
	}

	private static WeakReference<Foo> usedAndClosed() {
		try (TwoEnds ends = TwoEnds.open(TwoEnds.Kind.IN_PROCESS)) {
			Foo foo = ends.init().makeFoo();
			foo.saveCallback((arg) -> foo.add(arg, 1));
			foo.callbackSaved(1);
			return new WeakReference<>(ends.served().get(0));
		}
	}

}
