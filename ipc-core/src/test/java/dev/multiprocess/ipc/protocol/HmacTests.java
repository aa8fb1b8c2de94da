package dev.multiprocess.ipc.protocol;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A message authentication code")
class HmacTests {

	@ParameterizedTest
	@CsvSource({
			// RFC 4231, test cases 1 and 2.
			"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, Hi There, b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
			"4a656665, what do ya want for nothing?, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" })
	@DisplayName("is that of the standard")
	void standard(String key, String text, String code) {
		assertThat(HexFormat.of()
			.formatHex(Hmac.sha256(HexFormat.of().parseHex(key), text.getBytes(StandardCharsets.US_ASCII))))
			.isEqualTo(code);
	}

	@Test
	@DisplayName("is that of the JDK, for keys and texts of any length")
	void sameAsJdk() throws Exception {
		Random random = new Random(1);
		for (int length = 1; length < 200; length++) {
			byte[] key = bytes(random, length);
			byte[] first = bytes(random, 200 - length);
			byte[] second = bytes(random, length - 1);
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			mac.update(first);
			assertThat(Hmac.sha256(key, first, second)).isEqualTo(mac.doFinal(second));
		}
	}

	private static byte[] bytes(Random random, int length) {
		byte[] bytes = new byte[length];
		random.nextBytes(bytes);
		return bytes;
	}

}
