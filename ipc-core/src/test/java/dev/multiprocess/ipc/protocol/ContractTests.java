package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

import dev.multiprocess.ipc.CallTimeout;
import dev.multiprocess.ipc.Idempotent;
import dev.multiprocess.ipc.OneWay;
import dev.multiprocess.ipc.RemoteInterface;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests what annotations of remote methods may say.
 */
@DisplayName("A contract")
class ContractTests {

	@RemoteInterface
	public interface Good {

		@OneWay
		@Idempotent
		@CallTimeout("250ms")
		void note(String text) throws IllegalStateException;

		@CallTimeout("0s")
		int count();

		int plain();

	}

	@RemoteInterface
	public interface OneWayWithResult {

		@OneWay
		int count();

	}

	@RemoteInterface
	public interface OneWayWithException {

		@OneWay
		void send(String text) throws IOException;

	}

	@RemoteInterface
	public interface OneWayClose extends AutoCloseable {

		@OneWay
		@Override
		void close();

	}

	@RemoteInterface
	public interface NegativeTime {

		@CallTimeout("-5s")
		void call();

	}

	@RemoteInterface
	public interface NoTime {

		@CallTimeout("soon")
		void call();

	}

	@RemoteInterface
	interface Hidden {

		void call();

	}

	static Stream<Arguments> refused() {
		return Stream.of(Arguments.of(OneWayWithResult.class,
				"OneWayWithResult.count is @OneWay and returns int, for which no caller waits; make it void, or remove @OneWay"),
				Arguments.of(OneWayWithException.class,
						"OneWayWithException.send is @OneWay and throws java.io.IOException, which no caller can catch; remove the throws clause, or @OneWay"),
				Arguments.of(OneWayClose.class,
						"OneWayClose.close is @OneWay, but the end of an object is waited for; remove @OneWay"),
				Arguments.of(NegativeTime.class,
						"@CallTimeout(\"-5s\") of NegativeTime.call is negative; write zero (\"0s\") for no limit"),
				Arguments.of(NoTime.class,
						"@CallTimeout(\"soon\") of NoTime.call is no time; write a number with its unit, as in \"250ms\" or \"5s\""),
				Arguments.of(Hidden.class, "Interface " + Hidden.class.getName()
						+ " is not public; declare it public, or the other process cannot call it"));
	}

	@ParameterizedTest(name = "{0} is refused when it is bound")
	@MethodSource("refused")
	@DisplayName("S9, S11: that cannot be kept")
	void refused(Class<?> type, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> InterfaceModel.parse(type, RawFrame.CODEC))
			.withMessage(message);
	}

	@Test
	@DisplayName("S9, S11: that can be kept is read once")
	void good() {
		InterfaceModel model = InterfaceModel.parse(Good.class, RawFrame.CODEC);
		assertThat(model.methods().get(RawFrame.index(model, "note")).contract())
			.isEqualTo(new MethodContract(true, Duration.ofMillis(250), false));
		assertThat(model.methods().get(RawFrame.index(model, "count")).contract())
			.isEqualTo(new MethodContract(false, Duration.ZERO, false));
		assertThat(model.methods().get(RawFrame.index(model, "plain")).contract())
			.isEqualTo(new MethodContract(false, null, false));
	}

	@ParameterizedTest
	@CsvSource({ "250ms, PT0.25S", "5s, PT5S", "0s, PT0S", "10us, PT0.00001S", "7ns, PT0.000000007S", "2m, PT2M",
			"3h, PT3H", "1d, PT24H", "5 S, PT5S", "PT1M30S, PT1M30S", "pt0.5s, PT0.5S", "+1s, PT1S" })
	@DisplayName("S11: a time is a number with a unit, or ISO-8601")
	void times(String text, Duration time) {
		assertThat(DurationText.parse(text)).isEqualTo(time);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "5", "s", "5 parsecs", "1.5s", "99999999999999999999s", "9223372036854775807d", "PT",
			"-1ms", "-PT1S" })
	@DisplayName("S11: anything else is no time")
	void noTimes(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse(text))
			.withMessageMatching("is (no time|negative); write .*");
	}

}
