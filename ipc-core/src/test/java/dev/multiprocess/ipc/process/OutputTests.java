package dev.multiprocess.ipc.process;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S33: The output of a process")
@ExtendWith(LeftoverCheck.class)
class OutputTests {

	private final List<String> log = new ArrayList<>();

	private long now;

	private final OutputLines lines = new OutputLines(this.log::add, () -> this.now);

	@Test
	@DisplayName("is logged line by line, the last one without its end")
	void linesAreLogged() {
		append("one\ntwo\r\n\nthr");
		assertThat(this.log).containsExactly("one", "two", "");
		append("ee");
		this.lines.end();
		assertThat(this.log).containsExactly("one", "two", "", "three");
	}

	@Test
	@DisplayName("is logged at the level that a line of Spring Boot's format names, a stack trace at that of the last one")
	void levels() {
		Logger logger = (Logger) LoggerFactory.getLogger("ipc.process.levels");
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.addAppender(appender);
		logger.setAdditive(false);
		LeveledLog log = new LeveledLog(logger, Level.INFO);
		String prefix = "2026-11-22T21:22:20.199Z ";
		List.of(prefix + " WARN 4711 --- [main] a.B : one", "plain ERROR", "\tat a.B.c(B.java:1)",
				prefix + "ERROR 4711 --- [main] a.B : two", "java.lang.Error: three", "\tat a.B.c(B.java:1)",
				"Caused by: java.lang.Error", prefix + " INFO 4711 --- [main] a.B : ERROR {}", "\t... 3 more",
				prefix + "ERROR four")
			.forEach(log);
		assertThat(appender.list.stream().map(ILoggingEvent::getLevel).map(Object::toString)).containsExactly("WARN",
				"INFO", "WARN", "ERROR", "INFO", "ERROR", "ERROR", "INFO", "INFO", "INFO");
		assertThat(appender.list.get(7).getFormattedMessage()).endsWith("ERROR {}");
	}

	@Test
	@DisplayName("may be cut anywhere, within a character too")
	void charactersMayBeCut() {
		for (byte part : "grün €, 𝄞\n".getBytes(StandardCharsets.UTF_8)) {
			this.lines.append(new byte[] { part }, 1);
		}
		assertThat(this.log).containsExactly("grün €, 𝄞");
	}

	@Test
	@DisplayName("is split every 8 KiB, between two characters")
	void longLinesAreSplit() {
		String line = "x" + "€".repeat(10_000);
		append(line + "\nnext\n");
		assertThat(this.log).hasSize(5).last().isEqualTo("next");
		assertThat(String.join("", this.log.subList(0, 4))).isEqualTo(line);
		assertThat(this.log.subList(0, 4))
			.allSatisfy((part) -> assertThat(part.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 8192));
	}

	@Test
	@DisplayName("gives one line if that is as long as a line may be")
	void longestLine() {
		append("x".repeat(8192) + "\ny\n");
		assertThat(this.log).containsExactly("x".repeat(8192), "y");
	}

	@Test
	@DisplayName("loses its control characters, which could fool a terminal")
	void controlCharactersAreReplaced() {
		append("a\tb\u001b[2Jc\u0000\u009b\u007f\r.\n");
		assertThat(this.log).containsExactly("a\tb\uFFFD[2Jc\uFFFD\uFFFD\uFFFD\uFFFD.");
	}

	@Test
	@DisplayName("may be any bytes")
	void anyBytes() {
		byte[] bytes = new byte[300_000];
		new Random(1).nextBytes(bytes);
		this.lines.append(bytes, bytes.length);
		append("\n" + "\u0080".repeat(3) + "\n");
		this.lines.append(filled(0x80), 20_000);
		this.lines.append(filled(0xFF), 20_000);
		this.lines.end();
		assertThat(this.log).isNotEmpty().allMatch((line) -> line.length() <= 8192);
	}

	@Test
	@DisplayName("is bounded: beyond 1000 lines in a second they are counted")
	void tooManyLinesAreDropped() {
		append("x\n".repeat(1500));
		assertThat(this.log).hasSize(1000);
		this.now += Duration.ofSeconds(1).toNanos();
		append("y\n");
		assertThat(this.log.subList(1000, 1002)).containsExactly("500 lines dropped, more than 1000 in one second",
				"y");
		append("z\n".repeat(1002));
		this.lines.end();
		assertThat(this.log).hasSize(2002).last().asString().startsWith("3 lines dropped");
	}

	@Test
	@DisplayName("of 100 MB at full speed is read to its end, with a bounded log")
	void flood() throws Exception {
		AtomicInteger logged = new AtomicInteger();
		OutputTail tail = new OutputTail();
		OutputPump pump = new OutputPump(new Flood(100_000_000), tail,
				new OutputLines((line) -> logged.incrementAndGet(), System::nanoTime));
		long start = System.nanoTime();
		pump.start("ipc-flood");
		pump.awaitDrained(Duration.ofSeconds(60));
		long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
		assertThat(tail.text()).hasSize(65_536).endsWith("xxx\n");
		assertThat(logged).hasValueBetween(1000, (int) (1001 * (seconds + 2)));
	}

	@Test
	@DisplayName("is read on if the log fails")
	void logThatFails() throws Exception {
		OutputTail tail = new OutputTail();
		OutputPump pump = new OutputPump(new ByteArrayInputStream("one\ntwo\n".getBytes(StandardCharsets.UTF_8)), tail,
				(bytes, length) -> {
					throw new IllegalStateException("no log");
				});
		pump.start("ipc-log");
		pump.awaitDrained(Duration.ofSeconds(60));
		assertThat(tail.text()).isEqualTo("one\ntwo\n");
	}

	@Test
	@DisplayName("is kept: the last 64 KiB, however it was written")
	void tailKeepsTheEnd() {
		Random random = new Random(2);
		StringBuilder all = new StringBuilder();
		OutputTail tail = new OutputTail();
		assertThat(tail.text()).isEmpty();
		for (int i = 0; i < 300; i++) {
			String part = Character.toString('a' + i % 26).repeat(random.nextInt((i % 50 == 0) ? 200_000 : 3000));
			byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
			tail.append(bytes, bytes.length);
			all.append(part);
			assertThat(tail.text()).isEqualTo(all.substring(Math.max(0, all.length() - 65_536)));
		}
	}

	@Test
	@DisplayName("is kept without the rest of a character that is gone")
	void tailStartsWithACharacter() {
		OutputTail tail = new OutputTail();
		byte[] bytes = "€".repeat(30_000).getBytes(StandardCharsets.UTF_8);
		tail.append(bytes, bytes.length);
		assertThat(tail.text()).isEqualTo("€".repeat(65_536 / 3));
	}

	private void append(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		this.lines.append(bytes, bytes.length);
	}

	private static byte[] filled(int value) {
		byte[] bytes = new byte[20_000];
		Arrays.fill(bytes, (byte) value);
		return bytes;
	}

	/** Lines of 100 bytes. */
	private static final class Flood extends InputStream {

		private long left;

		Flood(long length) {
			this.left = length;
		}

		@Override
		public int read() {
			throw new UnsupportedOperationException();
		}

		@Override
		public int read(byte[] bytes, int offset, int length) {
			if (this.left == 0) {
				return -1;
			}
			int count = (int) Math.min(length, this.left);
			for (int i = 0; i < count; i++) {
				this.left--;
				bytes[offset + i] = (byte) ((this.left % 100 == 0) ? '\n' : 'x');
			}
			return count;
		}

	}

}
