package dev.multiprocess.ipc.functional;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.multiprocess.ipc.IncompatibleInterfaceException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.testing.Version;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A signature that names what cannot cross is found when its interface is bound, and
 * spoils no other method.
 */
@DisplayName("S15: of an interface whose signatures name what cannot cross")
class RefusedMethodTests extends VersionTest {

	private static final String CONTRACT = """
			Thread thread(); int two(java.nio.file.Path a, int b, Thread c); void run(Consumer<Thread> a);
			void chain(Handler a); int fine(int a); Holder held();
			@FunctionalInterface interface Handler { void handle(Handler next, Thread thread); }
			record Holder(List<Thread> threads) { }
			""";

	private static final String SERVED = """
			public Thread thread() { return null; } public int two(java.nio.file.Path a, int b, Thread c) { return 0; }
			public void run(Consumer<Thread> a) { } public void chain(Handler a) { } public int fine(int a) { return a; }
			public Holder held() { return null; }
			""";

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger("dev.multiprocess.ipc.protocol.Bindings");

	@BeforeEach
	void watchLog() {
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void leaveLog() {
		this.logger.detachAppender(this.log);
	}

	@Test
	@DisplayName("the other methods work, and each of those says what is wrong with all")
	void methodsAreRefusedOneByOne() throws Throwable {
		connect(CONTRACT, CONTRACT, SERVED);
		assertThat(call("fine", 1)).isEqualTo(1);
		check("thread", "Api.thread(result)", "Api.held(result).threads[] of type java.lang.Thread");
		check("two", "Api.two(arg 0)", "Api.two(arg 2) of type java.lang.Thread", null, 1, null);
		check("run", "Api.run: Consumer.accept(arg 0)", "Api.two(arg 0) of type java.nio.file.Path", (Object) null);
		check("chain", "Api.chain: Handler.handle(arg 1)", "Api.thread(result) of type java.lang.Thread",
				(Object) null);
		check("held", "Api.held(result).threads[]", "Api.run: Consumer.accept(arg 0) of type java.lang.Thread");
		assertThat(call("fine", 2)).isEqualTo(2);
	}

	private void check(String method, String path, String other, Object... arguments) throws Throwable {
		TypeNotAllowedException refusal = failing(TypeNotAllowedException.class, method, arguments);
		assertThat(refusal.path()).isEqualTo(path);
		assertThat(refusal.remedy()).contains("(also: ").contains(other).doesNotContain(path + " of");
	}

	@Test
	@DisplayName("all is logged by each side when it is bound, before anybody calls")
	void isLoggedOnce() throws Throwable {
		connect(CONTRACT, CONTRACT, SERVED);
		assertThat(this.log.list).hasSize(2).allSatisfy((event) -> {
			assertThat(event.getLevel()).hasToString("WARN");
			assertThat(event.getFormattedMessage()).contains("v.Api")
				.contains("Api.thread(result)", "Api.two(arg 0)", "Api.two(arg 2)", "Api.run: Consumer.accept(arg 0)",
						"Api.chain: Handler.handle(arg 1)", "Api.held(result).threads[]");
		});
		failing(TypeNotAllowedException.class, "thread");
		assertThat(this.log.list).hasSize(2);
	}

	@Test
	@DisplayName("a method that only the worker refuses is told of as different")
	void refusedThere() throws Throwable {
		String contract = "interface Part { } int take(Part a); int fine(int a);";
		connect(contract, contract.replace("interface Part", "class Part extends Thread"),
				"public int take(Part a) { return 0; } public int fine(int a) { return a; }");
		IncompatibleInterfaceException refusal = refused("take", (Object) null);
		assertThat(refusal.there()).contains("cannot be called", "v.Api$Part", "java.lang.Thread");
		assertThat(call("fine", 1)).isEqualTo(1);
	}

	@Test
	@DisplayName("an object given back to a program that refuses one of its methods works but for that")
	void callbackIsRefusedOneByOne() throws Throwable {
		String contract = "@RemoteInterface interface Part { int fine(); Thread thread(); } String visit(Part a);";
		Version parent = Version.of(contract + """
				class MyPart implements Part {
					public int fine() { return 7; }
					public Thread thread() { return null; }
				}
				""", null);
		connect(parent, Version.of(contract, """
				public String visit(Part a) {
					try { a.thread(); return "called"; }
					catch (TypeNotAllowedException ex) { return a.fine() + ex.path(); }
				}
				"""));
		assertThat(call("visit", make("MyPart"))).isEqualTo("7Part.thread(result)");
	}

}
