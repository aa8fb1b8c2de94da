package dev.multiprocess.ipc.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import dev.multiprocess.ipc.IpcException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("What a parent tells its child")
class SpawnArgumentsTests {

	private final SpawnArguments arguments = SpawnArguments.create("unix:/run/x/s");

	@Test
	@DisplayName("is understood by the child")
	void childReadsWhatParentWrote() {
		String[] args = this.arguments.arguments().toArray(String[]::new);
		assertThat(SpawnArguments.address(args)).contains("unix:/run/x/s");
		assertThat(SpawnArguments.readSecret(new ByteArrayInputStream(this.arguments.stdinLine())))
			.isEqualTo(this.arguments.secret())
			.hasSize(32);
	}

	@Test
	@DisplayName("holds another secret each time")
	void secretsDiffer() {
		assertThat(SpawnArguments.create("unix:/s").secret()).isNotEqualTo(SpawnArguments.create("unix:/s").secret());
	}

	@Test
	@DisplayName("shows the secret neither in the arguments nor as text")
	void secretIsNotShown() {
		String secret = HexFormat.of().formatHex(this.arguments.secret());
		assertThat(this.arguments.stdinLine()).isEqualTo((secret + "\n").getBytes(StandardCharsets.US_ASCII));
		assertThat(this.arguments.arguments()).containsExactly("-ipc", "unix:/run/x/s");
		assertThat(this.arguments).asString().doesNotContain(secret);
	}

	@Test
	@DisplayName("S31: is nothing to a program that was not spawned")
	void programNotSpawned() {
		assertThat(SpawnArguments.address()).isEmpty();
		assertThat(SpawnArguments.address("-ipcx", "--ipc", "unix:/s", "-i")).isEmpty();
	}

	@Test
	@DisplayName("is found behind the program's own arguments")
	void otherArguments() {
		assertThat(SpawnArguments.address("a", "unix:/b", "-ipc", "unix:/s")).contains("unix:/s");
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "-ipc | '-ipc' is the last one", "-ipc unix:/a -ipc unix:/b | given twice",
					"-ipc -ipc unix:/b | given twice", "-ipc tcp:host:1 | 'tcp:host:1'", "-ipc UNIX:/a | 'UNIX:/a'",
					"-ipc unix: | has no path", "-ipc unix:a/b | 'unix:a/b'", "-ipc /a | '/a'" })
	@DisplayName("S31: is an error if malformed, which names the culprit")
	void malformed(String args, String culprit) {
		assertThatIllegalArgumentException().isThrownBy(() -> SpawnArguments.address(args.split(" ")))
			.withMessageContaining(culprit)
			.withMessageContaining("-ipc");
	}

	@Test
	@DisplayName("is an error already in the parent if malformed")
	void malformedInParent() {
		assertThatIllegalArgumentException().isThrownBy(() -> SpawnArguments.create("unix:s"));
		assertThatIllegalArgumentException().isThrownBy(() -> SpawnArguments.create("unix:/s\0"));
	}

	@Test
	@DisplayName("ends with the line of the secret: what follows is not read")
	void nothingBehindTheSecretIsRead() throws IOException {
		byte[] line = this.arguments.stdinLine();
		byte[] more = new byte[line.length + 3];
		System.arraycopy(line, 0, more, 0, line.length);
		InputStream stdin = new ByteArrayInputStream(more);
		SpawnArguments.readSecret(stdin);
		assertThat(stdin.available()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "0123\n", "hello, is anybody there?\n",
			"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
			"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff0\n",
			"00112233445566778899aabbccddeeff00112233445566778899aabbccddeegg\n" })
	@DisplayName("says what is wrong when standard input holds no secret")
	void noSecret(String stdin) {
		assertThatThrownBy(
				() -> SpawnArguments.readSecret(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.US_ASCII))))
			.isInstanceOf(IpcException.class)
			.hasMessageContaining("Standard input must hold the secret")
			.hasMessageContaining("cannot be started by hand")
			.hasMessageNotContaining("0123")
			.hasMessageNotContaining("aabb");
	}

	@Test
	@DisplayName("reads no more than a secret from an endless line")
	void endlessLine() throws IOException {
		InputStream stdin = new ByteArrayInputStream("a".repeat(1000).getBytes(StandardCharsets.US_ASCII));
		assertThatThrownBy(() -> SpawnArguments.readSecret(stdin)).hasMessageContaining("too long");
		assertThat(stdin.available()).isEqualTo(1000 - 65);
	}

}
