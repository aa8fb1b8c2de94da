package dev.multiprocess.ipc.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The build that runs this test: what it made, and its Maven.
 */
final class Build {

	/** What is published, the parent apart. */
	static final List<String> MODULES = List.of("ipc-bom", "ipc-core", "ipc-spring-boot-autoconfigure",
			"ipc-spring-boot-starter", "ipc-spring-boot-test");

	static final String VERSION = property("version");

	static final Path ROOT = Path.of(property("root"));

	/** A local repository of the tests' own. */
	private static final Path REPOSITORY = Path.of(property("repository"));

	/** For programs that do not live long enough to be worth compiling well. */
	static final String FAST = "-XX:TieredStopAtLevel=1";

	private Build() {
	}

	/** Returns the jar that a module was packed into; that of the BOM does not exist. */
	static Path jar(String module) {
		return ROOT.resolve(module).resolve("target").resolve(module + "-" + VERSION + ".jar");
	}

	/** Installs what is published, as it is now, where only tests find it. */
	static void install() throws IOException {
		install(ROOT.resolve("pom.xml"), "ipc-parent", ".pom");
		for (String module : MODULES) {
			install(ROOT.resolve(module).resolve("pom.xml"), module, ".pom");
			if (!module.equals("ipc-bom")) {
				install(jar(module), module, ".jar");
			}
		}
	}

	private static void install(Path file, String artifact, String extension) throws IOException {
		Path target = REPOSITORY.resolve(Path.of("dev", "multiprocess", artifact, VERSION));
		Files.createDirectories(target);
		Files.copy(file, target.resolve(artifact + "-" + VERSION + extension), StandardCopyOption.REPLACE_EXISTING);
	}

	/**
	 * Copies a project out of the repository.
	 * @param name its folder
	 * @param target what becomes its folder
	 */
	static void copy(String name, Path target) throws IOException {
		Path source = Path.of("src", "test", "projects", name);
		try (Stream<Path> files = Files.walk(source).filter(Files::isRegularFile)) {
			files.forEach((file) -> copy(file, target.resolve(source.relativize(file))));
		}
	}

	private static void copy(Path file, Path target) {
		try {
			Files.createDirectories(target.getParent());
			Files.writeString(target,
					Files.readString(file)
						.replace("@version@", VERSION)
						.replace("@spring-boot.version@", property("spring-boot.version")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Runs the Maven of this build on a project, with what this build downloaded at hand.
	 * @param project its folder
	 * @param goals what to do
	 */
	static void maven(Path project, String... goals) throws Exception {
		boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
		List<String> command = new ArrayList<>();
		command.add(Path.of(property("maven.home"), "bin", windows ? "mvn.cmd" : "mvn").toString());
		command.addAll(List.of("-B", "-ntp", "-DargLine=" + FAST, "-Dstyle.color=never",
				"-Dmaven.repo.local=" + REPOSITORY, "-Dmaven.repo.local.tail=" + property("maven.repository")));
		command.addAll(List.of(goals));
		Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"), "MAVEN_OPTS", FAST);
		try (Program maven = Program.start(project, environment, command)) {
			String output = maven.readUntilItEnds();
			assertThat(maven.status()).as(output).isZero();
		}
	}

	private static String property(String name) {
		String value = System.getProperty("test." + name);
		assertThat(value).as("Run this with Maven, which sets the property test.%s", name).isNotNull();
		return value;
	}

}
