package dev.multiprocess.ipc.autoconfigure.actuate;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What of a command operators may see.
 */
@DisplayName("A command that is shown")
class CommandSanitizerTests {

	private final CommandSanitizer sanitizer = new CommandSanitizer(List.of());

	@ParameterizedTest
	@CsvSource({ "--db.password=abc, --db.password=******", "-Dapi.token=a=b, -Dapi.token=******",
			"MY_SECRET=abc, MY_SECRET=******", "-Xmx64m, -Xmx64m", "-Da.size=5, -Da.size=5", "a=b=c, a=b=c",
			"-agentlib:jdwp=transport=dt_socket, -agentlib:jdwp=transport=dt_socket", "=, =", "--, --", "'', ''",
			"http://me:abc@host/x, http://me:******@host/x", "-Dapp.uri=amqp://me:abc@host/x, -Dapp.uri=******",
			"-Dapp.broker=amqp://me:abc@host/x, -Dapp.broker=amqp://me:******@host/x",
			"jdbc:x://me:abc@host/x?y=z, jdbc:x://me:******@host/x?y=z", "http://me:a=b@host, http://me:******@host",
			"http://me:a@b@host/x, http://me:******@host/x", "http://host:80/a@b, http://host:80/a@b",
			"redis://:abc@host, redis://:******@host", "unix:/tmp/ipc-1-2/socket, unix:/tmp/ipc-1-2/socket" })
	@DisplayName("has no values of options whose names say that they are secret, and no passwords in addresses")
	void word(String word, String shown) {
		assertThat(this.sanitizer.sanitize(List.of(word))).containsExactly(shown);
	}

	@Test
	@DisplayName("has none either where the value is the next word")
	void nextWord() {
		assertThat(this.sanitizer.sanitize(List.of("run", "--password", "abc", "-v", "--secret", "--key", "k", "file")))
			.containsExactly("run", "--password", "******", "-v", "--secret", "--key", "******", "file");
	}

	@Test
	@DisplayName("has nothing of what a function says is secret")
	void function() {
		CommandSanitizer own = new CommandSanitizer(
				List.of(SanitizingFunction.sanitizeValue().ifKeyEquals("customer")));
		assertThat(own.sanitize(List.of("--customer=abc", "-Dcustomer=abc", "--password=abc")))
			.containsExactly("--customer=******", "-Dcustomer=******", "--password=******");
	}

}
