package dev.multiprocess.ipc.functional;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.Calculator;
import dev.multiprocess.ipc.testing.CalculatorInit;
import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An inheritable thread-local of whoever comes first is not seen")
class InheritedThreadLocalTests extends ListenTest {

	private static final InheritableThreadLocal<String> LOCAL = new InheritableThreadLocal<>();

	private static final ClassLoader LOADER = new ClassLoader(InheritedThreadLocalTests.class.getClassLoader()) {
	};

	/** What each kind of user code found, as {@code kind saw value}. */
	private final Set<String> seen = ConcurrentHashMap.newKeySet();

	private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

	@BeforeEach
	void set() {
		LOCAL.set("a web application");
		Thread.currentThread().setContextClassLoader(LOADER);
	}

	@AfterEach
	void remove() {
		LOCAL.remove();
		Thread.currentThread().setContextClassLoader(this.loader);
	}

	private void look(String kind) {
		this.seen.add(kind + " saw " + LOCAL.get());
		this.seen.add("loader " + (Thread.currentThread().getContextClassLoader() == LOADER));
	}

	private IpcListener listener() {
		return new IpcListener() {

			@Override
			public void processReady(IpcProcess process) {
				look("listener");
			}

		};
	}

	private CalculatorInit served() {
		return () -> {
			look("init");
			return (a, b) -> {
				look("call");
				return a + b;
			};
		};
	}

	@Test
	@DisplayName("by listeners, served calls and cleanups of a process")
	void process() {
		try (Ipc ipc = Ipc.builder().listener(listener()).build()) {
			CalculatorInit init = ipc.spawnProcess(ProcessSpec.inProcess(this::served).build(), CalculatorInit.class);
			Calculator calculator = init.makeCalculator();
			assertThat(calculator.add(1, 2)).isEqualTo(3);
			ipc.addCleanup(calculator, () -> look("cleanup"));
			ipc.process(init).kill();
			check("init", "call", "listener", "cleanup");
		}
	}

	@Test
	@DisplayName("by listeners and served calls of a program that others connect to")
	void program() {
		server((builder) -> builder.init(served()).listener(listener())).listen(address());
		CalculatorInit init = client().connect(address(), CalculatorInit.class).orElseThrow();
		assertThat(init.makeCalculator().add(1, 2)).isEqualTo(3);
		check("init", "call", "listener");
	}

	private void check(String... kinds) {
		for (String kind : kinds) {
			Eventually.until(() -> kind + " is missing in " + this.seen,
					() -> this.seen.stream().anyMatch((text) -> text.startsWith(kind + " saw")));
			assertThat(this.seen).contains(kind + " saw null");
		}
		assertThat(this.seen).contains("loader true").doesNotContain("loader false").hasSize(kinds.length + 1);
	}

}
