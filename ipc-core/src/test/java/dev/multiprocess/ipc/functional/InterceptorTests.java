package dev.multiprocess.ipc.functional;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.multiprocess.ipc.CallContext;
import dev.multiprocess.ipc.CallInterceptor;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.OneWay;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.RemoteInterface;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@DisplayName("An interceptor stands around")
@ExtendWith(LeftoverCheck.class)
class InterceptorTests {

	private final List<String> events = Collections.synchronizedList(new ArrayList<>());

	private final Ipc ipc = Ipc.builder()
		.interceptor(new Recording("outer"))
		.interceptor(new Recording("inner"))
		.process(ProcessSpec.inProcess(() -> new Desk(this.events)).name("desk").build())
		.build();

	private final DeskInit desk = this.ipc.root("desk", DeskInit.class);

	@AfterEach
	void close() {
		this.ipc.close();
	}

	/** What is called. */
	@RemoteInterface
	public interface DeskInit extends Init {

		int answer(int question);

		int ask(Runnable caller);

		void fail();

		@OneWay
		void drop(String note);

	}

	private record Desk(List<String> events) implements DeskInit {

		@Override
		public int answer(int question) {
			this.events.add("answer with " + new TreeMap<>(CallContext.current().metadata()));
			return question;
		}

		@Override
		public int ask(Runnable caller) {
			caller.run();
			return 1;
		}

		@Override
		public void fail() {
			throw new IllegalStateException("no answer");
		}

		@Override
		public void drop(String note) {
			this.events.add("dropped " + note);
		}

	}

	/** Writes down what it stands around, and adds metadata. */
	private final class Recording implements CallInterceptor {

		private final String name;

		private Recording(String name) {
			this.name = name;
		}

		@Override
		public @Nullable Object made(String peer, Method method, Body call) throws Throwable {
			try (CallContext.Scope scope = CallContext.with(Map.of(this.name, method.getName()))) {
				return around("made to " + peer, method, call);
			}
		}

		@Override
		public @Nullable Object served(String peer, Method method, Body call) throws Throwable {
			return around("served to " + peer, method, call);
		}

		private @Nullable Object around(String what, Method method, Body call) throws Throwable {
			InterceptorTests.this.events.add(this.name + " " + what + " " + method.getName());
			try {
				return call.run();
			}
			finally {
				InterceptorTests.this.events.add(this.name + " end");
			}
		}

	}

	@Test
	@DisplayName("each call where it is made and where it is served, and adds metadata to it")
	void madeAndServed() {
		assertThat(this.desk.answer(42)).isEqualTo(42);
		assertThat(this.events).containsExactly("outer made to desk answer", "inner made to desk answer",
				"outer served to parent answer", "inner served to parent answer",
				"answer with {inner=answer, outer=answer}", "inner end", "outer end", "inner end", "outer end");
	}

	@Test
	@DisplayName("each callback, at both ends")
	void callback() {
		this.desk.ask(() -> this.events.add("called"));
		assertThat(this.events).containsSubsequence("inner served to parent ask", "inner made to parent run",
				"inner served to desk run", "called", "outer end");
	}

	@Test
	@DisplayName("what fails, and sees the exception that the caller gets")
	void failure() {
		assertThatIllegalStateException().isThrownBy(this.desk::fail).withMessage("no answer");
		assertThat(this.events).endsWith("inner end", "outer end", "inner end", "outer end");
	}

	@Test
	@DisplayName("each one-way call")
	void oneWay() {
		this.desk.drop("note");
		Eventually.until(() -> "9 events: " + this.events, () -> this.events.size() == 9);
		assertThat(this.events).containsSubsequence("inner made to desk drop", "inner end")
			.containsSubsequence("inner served to parent drop", "dropped note", "inner end", "outer end");
	}

}
