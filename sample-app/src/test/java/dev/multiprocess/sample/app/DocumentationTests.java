package dev.multiprocess.sample.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what the documents point at is there.
 */
class DocumentationTests {

	private static final Path PROJECT = Path.of("..");

	private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)[^):]*\\)");

	private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

	private static final Pattern TYPE = Pattern.compile("(?<![\\w…-])[A-Z]\\w*[a-z]\\w*");

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/design.md", "docs/benchmarks.md",
			"docs/spring.md" })
	void linksLeadSomewhere(String document) throws IOException {
		Path file = PROJECT.resolve(document);
		assertThat(all(LINK, Files.readString(file)))
			.allSatisfy((link) -> assertThat(file.resolveSibling(link)).exists());
	}

	@Test
	void designNamesTypesThatExist() throws IOException {
		Set<String> words = words();
		List<String> code = all(CODE, Files.readString(PROJECT.resolve("docs/design.md")));
		List<String> types = code.stream()
			.flatMap((text) -> TYPE.matcher(text).results().map((result) -> result.group()))
			.toList();
		assertThat(types).hasSizeGreaterThan(50);
		assertThat(types.stream().filter((type) -> !words.contains(type))).isEmpty();
	}

	private static Set<String> words() throws IOException {
		Pattern word = Pattern.compile("\\w+");
		try (Stream<Path> files = Files.walk(PROJECT)) {
			return files.filter((file) -> file.toString().matches(".*/src/(main|test)/java/.*\\.java"))
				.filter((file) -> !file.endsWith("DocumentationTests.java"))
				.flatMap((file) -> word.matcher(read(file)).results().map((result) -> result.group()))
				.collect(Collectors.toSet());
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> all(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((result) -> result.group(1)).toList();
	}

}
