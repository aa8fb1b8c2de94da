package dev.multiprocess.ipc.functional;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Foo;
import dev.multiprocess.ipc.testing.FooInit;
import dev.multiprocess.ipc.testing.FooWorker;
import dev.multiprocess.ipc.testing.Timed;
import dev.multiprocess.ipc.testing.TwoEnds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests the times that interfaces and settings give to calls, over the in-memory pair.
 */
@DisplayName("Call timeouts of methods and interfaces")
class ContractTimeoutTests extends FunctionalTest {

	private static final Duration GENERAL = Duration.ofMillis(400);

	private static final Duration QUICKLY = Duration.ofMillis(300);

	private static final Duration OUTER = Duration.ofMillis(1500);

	private Timed timed;

	@Override
	Ipc.Builder configure(Ipc.Builder builder) {
		return builder.callTimeout(GENERAL)
			.callTimeout(FooInit.class.getName(), Duration.ZERO)
			.callTimeout(Foo.class.getName(), OUTER);
	}

	@BeforeEach
	void makeTimed() {
		this.timed = this.ends.init().makeTimed();
	}

	private static Duration timeoutOf(Timed timed, Function<Timed, String> call) {
		CallTimeoutException ex = catchThrowableOfType(CallTimeoutException.class, () -> call.apply(timed));
		assertThat(ex).isNotNull();
		return ex.timeout();
	}

	@Test
	@DisplayName("S11: the contract's time counts before the general one, which counts where there is none")
	void contract() {
		assertThat(timeoutOf(this.timed, (it) -> it.pass("never"))).isEqualTo(GENERAL);
		assertThat(timeoutOf(this.timed, (it) -> it.passQuickly("never"))).isEqualTo(QUICKLY);
	}

	@Test
	@DisplayName("S11: a longer time of the contract, or none, is not cut short by the general one")
	void longer() throws Exception {
		Future<String> slow = ConcurrencyTests.start(() -> this.timed.passSlowly("gate"));
		Future<String> slower = ConcurrencyTests.start(() -> this.timed.passAtLeisure("gate"));
		for (int i = 0; i < 3; i++) {
			assertThat(timeoutOf(this.timed, (it) -> it.pass("never"))).isEqualTo(GENERAL);
		}
		this.timed.open("gate");
		assertThat(slow.get()).isEqualTo("passed");
		assertThat(slower.get()).isEqualTo("passed");
	}

	@Test
	@DisplayName("S11: a setting for the interface counts before its contract")
	void setting() {
		Duration set = Duration.ofMillis(250);
		try (TwoEnds own = TwoEnds.open(kind(),
				(builder) -> builder.callTimeout(Timed.class.getName(), set).callTimeout(Duration.ofHours(1)),
				(spec) -> spec.callTimeout(Duration.ofHours(2)))) {
			Timed limited = own.init().makeTimed();
			assertThat(timeoutOf(limited, (it) -> it.passQuickly("never"))).isEqualTo(set);
			assertThat(timeoutOf(limited, (it) -> it.passAtLeisure("never"))).isEqualTo(set);
			assertThat(timeoutOf(limited, (it) -> it.pass("never"))).isEqualTo(set);
		}
	}

	@Test
	@DisplayName("S11: a setting for the interface counts from when both sides agree on it")
	void settingOfInit() {
		try (TwoEnds own = TwoEnds.open(kind(), (builder) -> builder.callTimeout(FooInit.class.getName(), Duration.ZERO)
			.callTimeout(Duration.ofNanos(1)), (spec) -> spec)) {
			assertThat(own.init().events()).isEmpty();
		}
	}

	@Test
	@DisplayName("S11: a nested call has no more than what is left of the outer one's time, whatever its contract says")
	void outerTime() {
		Duration[] inner = new Duration[1];
		// Once more if a busy machine takes all the time to call back.
		Eventually.until(() -> "not called back", () -> {
			try {
				this.foo.passFn(() -> {
					inner[0] = timeoutOf(this.timed, (it) -> it.passAtLeisure("never"));
					return 1;
				});
			}
			catch (CallTimeoutException ignored) {
				// Unless its reply was there before.
			}
			return inner[0] != null;
		});
		assertThat(inner[0]).isPositive().isLessThanOrEqualTo(OUTER);
	}

	@Test
	@DisplayName("S11: a nested call whose own time is less ends alone")
	void ownTime() {
		try (TwoEnds own = TwoEnds.open(kind())) {
			Timed inner = own.init().makeTimed();
			assertThat(own.init().makeFoo().passFn(() -> {
				assertThat(timeoutOf(inner, (it) -> it.passQuickly("never"))).isEqualTo(QUICKLY);
				return 7;
			})).isEqualTo(7);
		}
	}

	@Test
	@DisplayName("S11: no time counts for a process without timeouts, such as one that is debugged")
	void none() throws Exception {
		passesUntimed((builder) -> builder.callTimeout(QUICKLY));
		passesUntimed((builder) -> builder.callTimeout(Timed.class.getName(), QUICKLY));
	}

	private void passesUntimed(UnaryOperator<Ipc.Builder> settings) throws Exception {
		try (TwoEnds own = TwoEnds.open(kind(), settings,
				(spec) -> spec.callTimeout(QUICKLY).withoutTimeouts().startupTimeout(Duration.ofNanos(1)))) {
			Timed untimed = own.init().makeTimed();
			Future<String> promised = ConcurrencyTests.start(() -> untimed.passQuickly("gate"));
			Future<String> general = ConcurrencyTests.start(() -> untimed.pass("gate"));
			for (int i = 0; i < 3; i++) {
				assertThat(timeoutOf(this.timed, (it) -> it.passQuickly("never"))).isEqualTo(QUICKLY);
			}
			untimed.open("gate");
			assertThat(promised.get()).isEqualTo("passed");
			assertThat(general.get()).isEqualTo("passed");
		}
	}

	@Test
	@DisplayName("S11: no time counts for the calls that a process without timeouts makes to its parent")
	void noneUpwards() throws Exception {
		Gated here = new Gated();
		try (TwoEnds own = TwoEnds.open(kind(), (builder) -> builder, ProcessSpec.Builder::withoutTimeouts)) {
			Timed untimed = own.init().makeTimed();
			Future<String> passing = ConcurrencyTests.start(() -> untimed.passQuicklyAt(here, "gate"));
			here.entered.await();
			for (int i = 0; i < 3; i++) {
				assertThat(timeoutOf(this.timed, (it) -> it.passQuickly("never"))).isEqualTo(QUICKLY);
			}
			here.open("gate");
			assertThat(passing.get()).isEqualTo("passed");
		}
	}

	/** Has one gate, here. */
	private static final class Gated implements Timed {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch gate = new CountDownLatch(1);

		@Override
		public String pass(String gate) {
			this.entered.countDown();
			try {
				this.gate.await();
				return "passed";
			}
			catch (InterruptedException ex) {
				return "interrupted";
			}
		}

		@Override
		public String passQuickly(String gate) {
			return pass(gate);
		}

		@Override
		public String passSlowly(String gate) {
			return pass(gate);
		}

		@Override
		public String passAtLeisure(String gate) {
			return pass(gate);
		}

		@Override
		public String passQuicklyAt(Timed other, String gate) {
			return other.passQuickly(gate);
		}

		@Override
		public void open(String gate) {
			this.gate.countDown();
		}

	}

	@Test
	@DisplayName("S30: a process without timeouts is not asked for signs of life, and has its time to start")
	void noLiveness() {
		ProcessSpec spec = ProcessSpec.java(FooWorker.class).withoutTimeouts().build();
		assertThat(spec.startupTimeout()).isGreaterThan(Duration.ofDays(1));
		assertThat(spec.supervision().livenessTimeout()).isZero();
		assertThat(spec.supervision().livenessInterval()).isZero();
	}

	@Test
	@DisplayName("a negative time is refused with the interface's name")
	void negative() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Ipc.builder().callTimeout("com.example.Foo", Duration.ofMillis(-1)))
			.withMessage("Call timeout of com.example.Foo is PT-0.001S, must be zero or more");
	}

}
