package dev.multiprocess.ipc.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is published beside code.
 */
@DisplayName("What is published")
class PublishedIT {

	private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

	private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(ipc-[^<]+)</artifactId>");

	private static final Pattern TIMESTAMP = Pattern.compile("<project.build.outputTimestamp>([^<]+)Z<");

	private static final Pattern FORMATTER = Pattern.compile("<spring-javaformat.version>([^<]+)<");

	static Stream<String> jars() {
		return Build.MODULES.stream().filter((module) -> !module.equals("ipc-bom"));
	}

	@Test
	@DisplayName("is what the BOM has the versions of, and nothing else")
	void bom() throws IOException {
		List<String> published = all(MODULE, pom("")).stream()
			.filter((module) -> !pom(module).contains("<maven.deploy.skip>true<"))
			.toList();
		assertThat(published).containsExactlyInAnyOrderElementsOf(Build.MODULES);
		assertThat(all(ARTIFACT, pom("ipc-bom"))).containsExactlyInAnyOrderElementsOf(published);
		assertThat(pom("ipc-bom")).doesNotContain("<parent>")
			.contains("<version>" + Build.VERSION + "</version>")
			.contains("<version>" + all(FORMATTER, pom("")).get(0) + "</version>");
	}

	@ParameterizedTest
	@MethodSource("jars")
	@DisplayName("does not depend on when and by whom it is built")
	void reproducible(String module) throws IOException {
		LocalDateTime timestamp = LocalDateTime.parse(all(TIMESTAMP, pom("")).get(0));
		try (JarFile jar = new JarFile(Build.jar(module).toFile())) {
			assertThat(jar.stream()).isNotEmpty()
				.allSatisfy((entry) -> assertThat(entry.getTimeLocal()).as(entry.getName()).isEqualTo(timestamp));
			assertThat(manifest(jar).getMainAttributes().keySet()).extracting(Object::toString)
				.doesNotContain("Built-By", "Build-Jdk", "Build-Time");
		}
	}

	@ParameterizedTest
	@MethodSource("jars")
	@DisplayName("names its module, and has the licence in it")
	void named(String module) throws IOException {
		try (JarFile jar = new JarFile(Build.jar(module).toFile())) {
			assertThat(manifest(jar).getMainAttributes().getValue("Automatic-Module-Name"))
				.startsWith("dev.multiprocess.ipc");
			assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
		}
	}

	private static Manifest manifest(JarFile jar) throws IOException {
		Manifest manifest = jar.getManifest();
		assertThat(manifest).isNotNull();
		return manifest;
	}

	private static String pom(String module) {
		Path file = Build.ROOT.resolve(module).resolve("pom.xml");
		assertThat(file).exists();
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	/** With the artifact itself, of a POM. */
	private static List<String> all(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((MatchResult result) -> result.group(1)).toList();
	}

}
