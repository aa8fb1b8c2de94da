package dev.multiprocess.ipc.integration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That applications as the Initializr makes them need the starter, annotations and three
 * properties. The project, which knows nothing of this one, is built with the installed
 * artifacts; its own tests, {@code contextLoads()} among them, are part of that.
 */
@DisplayName("A project made by the Initializr")
class InitializrIT {

	private static final Pattern GREETING = Pattern.compile("Hello Ada from (\\d+) in (\\d+)");

	private static final String ONE_JAR = "one-jar-0.0.1-SNAPSHOT.jar";

	private static final String FAST_WORKER = "--ipc.process.greeter.jvm-arguments=" + Build.FAST;

	/** Outside of the repository, so that no Maven looks into that for settings. */
	@TempDir
	private static Path project;

	@BeforeAll
	@Timeout(300)
	static void build() throws Exception {
		Build.install();
		Build.copy("greeter", project);
		Build.maven(project, "package");
	}

	@Test
	@DisplayName("passes its own tests in each application")
	void tests() throws Exception {
		for (String module : new String[] { "worker", "app", "one-jar" }) {
			try (Stream<Path> reports = Files.list(project.resolve(module).resolve("target/surefire-reports"))) {
				assertThat(reports).as(module)
					.anySatisfy((report) -> assertThat(report).content().contains("testcase name=\"contextLoads\""));
			}
		}
	}

	@Test
	@DisplayName("runs its worker from a jar of the worker's own, and ends it when it is asked to end itself")
	void twoJars() throws Exception {
		try (Program parent = Program.java(project.resolve("app"), "-jar", "target/app-0.0.1-SNAPSHOT.jar",
				"--spring.main.keep-alive=true", FAST_WORKER)) {
			long worker = workerOf(parent, parent.readUntil((line) -> line.startsWith("Hello")));
			parent.terminate();
			assertThat(parent.readUntilItEnds()).satisfies(InitializrIT::isQuiet);
			assertThat(parent.status()).isEqualTo(143);
			assertThat(ProcessHandle.of(worker)).isEmpty();
		}
	}

	@Test
	@DisplayName("runs its worker from the parent's executable jar, in another folder too")
	void oneJar(@TempDir Path elsewhere) throws Exception {
		greets(project.resolve("one-jar/target"), "-jar", ONE_JAR,
				"--ipc.process.greeter.working-directory=" + elsewhere, FAST_WORKER);
	}

	@Test
	@DisplayName("runs its worker from the extracted layout of the parent's jar, in another folder too")
	void extracted(@TempDir Path elsewhere) throws Exception {
		Path jar = project.resolve("one-jar/target").resolve(ONE_JAR);
		try (Program tools = Program.java(elsewhere, "-Djarmode=tools", "-jar", jar.toString(), "extract",
				"--destination", "layout")) {
			String output = tools.readUntilItEnds();
			assertThat(tools.status()).as(output).isZero();
		}
		greets(elsewhere, "-jar", "layout/" + ONE_JAR,
				"--ipc.process.greeter.working-directory=" + elsewhere.resolve("layout"), FAST_WORKER);
	}

	@Test
	@DisplayName("can be trained for a faster start: neither starts a worker nor misses a parent until then")
	void trained() throws Exception {
		trains(project.resolve("app"), "target/app-0.0.1-SNAPSHOT.jar");
		trains(project.resolve("worker"), "target/worker-0.0.1-SNAPSHOT-exec.jar");
	}

	private static void trains(Path folder, String jar) throws Exception {
		try (Program training = Program.java(folder, "-Dspring.context.exit=onRefresh", "-jar", jar)) {
			assertThat(training.readUntilItEnds()).contains("Application")
				.doesNotContain("ipc.process.greeter")
				.doesNotContainPattern("WARN|ERROR");
			assertThat(training.status()).isZero();
		}
	}

	/** Runs a parent until it ends, which takes its worker along. */
	private static void greets(Path folder, String... arguments) throws Exception {
		try (Program parent = Program.java(folder, arguments)) {
			String output = parent.readUntilItEnds();
			long worker = workerOf(parent, output);
			isQuiet(output);
			assertThat(parent.status()).isZero();
			assertThat(ProcessHandle.of(worker)).isEmpty();
		}
	}

	/** That neither the parent nor the worker, whose log is part of it, complained. */
	private static void isQuiet(String output) {
		assertThat(output).doesNotContainPattern("WARN|ERROR")
			.containsPattern("i\\.p\\.greeter|ipc\\.process\\.greeter");
	}

	private static long workerOf(Program parent, String output) {
		Matcher greeting = GREETING.matcher(output);
		assertThat(greeting.find()).as(output).isTrue();
		assertThat(greeting.group(2)).isEqualTo(String.valueOf(parent.pid())).isNotEqualTo(greeting.group(1));
		return Long.parseLong(greeting.group(1));
	}

}
