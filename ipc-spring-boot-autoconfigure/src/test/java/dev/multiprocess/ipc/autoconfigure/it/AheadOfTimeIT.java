package dev.multiprocess.ipc.autoconfigure.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import dev.multiprocess.ipc.autoconfigure.fatjar.PackedApplication;
import dev.multiprocess.ipc.autoconfigure.fatjar.PackedWorker;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That parent and worker find each other when Boot's build plugin has processed them.
 */
@DisplayName("Processed ahead of time,")
@ExtendWith(NothingLeft.class)
class AheadOfTimeIT {

	private static final String CLASS_PATH = System.getProperty("java.class.path");

	@TempDir
	private Path folder;

	@Test
	@DisplayName("a parent calls its worker, which is processed too")
	void parentAndWorker() throws Exception {
		Path parent = process(PackedApplication.class);
		Path worker = process(PackedWorker.class);
		String workerClassPath = String.join(",", (worker + File.pathSeparator + CLASS_PATH).split(File.pathSeparator));
		JavaProgram program = JavaProgram.run(this.folder, "-Dspring.aot.enabled=true", "-cp",
				parent + File.pathSeparator + CLASS_PATH, PackedApplication.class.getName(),
				"--ipc.process.worker.main-class=" + PackedWorker.class.getName(),
				"--ipc.process.worker.class-path=" + workerClassPath,
				"--ipc.process.worker.jvm-arguments=-Dspring.aot.enabled=true,-XX:TieredStopAtLevel=1");
		assertThat(program.output()).contains("Starting AOT-processed PackedApplication")
			.contains("Starting AOT-processed PackedWorker")
			.containsPattern("Parent " + program.pid() + " called worker \\d+")
			.doesNotContainPattern("WARN|ERROR");
		assertThat(program.status()).isZero();
	}

	/** Generates and compiles as the build plugin does. */
	private Path process(Class<?> application) throws IOException {
		Path generated = Files.createDirectory(this.folder.resolve(application.getSimpleName()));
		Settings settings = Settings.builder()
			.sourceOutput(generated)
			.resourceOutput(generated)
			.classOutput(generated)
			.groupId("test")
			.artifactId("test")
			.build();
		new SpringApplicationAotProcessor(application, settings, new String[0]).process();
		List<String> arguments = new ArrayList<>(List.of("-d", generated.toString(), "-proc:none", "-nowarn",
				"-classpath", generated + File.pathSeparator + CLASS_PATH));
		try (Stream<Path> files = Files.walk(generated)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
		return generated;
	}

}
