package dev.multiprocess.sample.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the shipped document that no worker survives.
 */
class MemoryHogTests {

	private static final int OUT_OF_MEMORY_STATUS = 3;

	@TempDir
	private Path directory;

	@Test
	void exhaustsTheMemoryOfAWorkerAfterItsFirstPage() throws Exception {
		Path output = this.directory.resolve("output.txt");
		assertThat(inspect("memory-hog.pdf", output)).isEqualTo(OUT_OF_MEMORY_STATUS);
		assertThat(Files.readString(output)).contains("page 1/2").doesNotContain("page 2/2");
	}

	@Test
	void theSameMemoryIsEnoughForTheLargestOfTheOthers() throws Exception {
		Path output = this.directory.resolve("output.txt");
		assertThat(inspect("gears.pdf", output)).isZero();
		assertThat(Files.readString(output)).contains("page 3/3");
	}

	@Test
	void shippedDocumentIsTheOneBuiltHere() throws IOException {
		byte[] shipped = Files.readAllBytes(PdfInspectorTests.DOCUMENTS.resolve("memory-hog.pdf"));
		assertThat(upToItsPackedStream(shipped)).isEqualTo(upToItsPackedStream(MemoryHog.build()));
		assertThat(shipped).hasSizeLessThan(32 * 1024);
	}

	/**
	 * How far a stream is packed differs from one zlib to the next; its length follows
	 * this part.
	 */
	private static String upToItsPackedStream(byte[] document) {
		String text = new String(document, StandardCharsets.ISO_8859_1);
		return text.substring(0, text.indexOf("/RunLengthDecode"));
	}

	private int inspect(String name, Path output) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx192m", "-XX:+ExitOnOutOfMemoryError", "-Dpdfbox.fontcache=" + this.directory, "-cp",
				System.getProperty("java.class.path"), InspectingProgram.class.getName(),
				PdfInspectorTests.DOCUMENTS.resolve(name).toString())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
			return process.exitValue();
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

}
