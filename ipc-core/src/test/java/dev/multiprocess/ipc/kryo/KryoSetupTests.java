package dev.multiprocess.ipc.kryo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.esotericsoftware.kryo.kryo5.util.Util;
import dev.multiprocess.ipc.kryo.Types.Point;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kryo is set up such that nobody hears of it.
 */
@DisplayName("The set-up of Kryo")
class KryoSetupTests {

	@ParameterizedTest
	@ValueSource(strings = { "codec first", "application first" })
	@DisplayName("prints no warning, restores the property, and works whoever was first")
	void isSilent(String order) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Program.class.getName(), order)
			.redirectErrorStream(true)
			.start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			boolean applicationFirst = order.startsWith("application");
			// What the application does with Kryo itself is its own affair.
			assertThat(applicationFirst ? output.lines().reduce("", (first, second) -> second) : output.strip())
				.isEqualTo("unsafe=" + applicationFirst + " property=null arrived=[Point[x=1, y=2]]");
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	@DisplayName("lets many threads use one codec")
	void manyThreadsUseOneCodec() throws Exception {
		Wire wire = new Wire(Point.class);
		List<Object> value = List.of(new Point(1, 2), "text", List.of(3L));
		byte[] bytes = wire.encode(Object.class, value);
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			Callable<Boolean> task = () -> {
				boolean same = true;
				for (int i = 0; i < 2000; i++) {
					same &= value.equals(wire.decode(Object.class, bytes));
				}
				return same;
			};
			for (Future<Boolean> result : threads.invokeAll(Collections.nCopies(8, task))) {
				assertThat(result.get()).isTrue();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	/** Runs in a JVM of its own, where Kryo was never used. */
	static final class Program {

		private Program() {
		}

		public static void main(String[] arguments) throws IOException {
			if (arguments[0].startsWith("application")) {
				Util.isUnsafeAvailable();
			}
			Wire wire = new Wire(Point.class);
			Object arrived = wire.send(Object.class, List.of(new Point(1, 2)));
			System.out.write(("unsafe=" + Util.isUnsafeAvailable() + " property=" + System.getProperty("kryo.unsafe")
					+ " arrived=" + arrived + "\n")
				.getBytes(StandardCharsets.UTF_8));
			System.out.flush();
		}

	}

}
