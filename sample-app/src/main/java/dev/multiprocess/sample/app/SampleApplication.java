package dev.multiprocess.sample.app;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.sample.DocumentInit;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.context.annotation.Bean;

/**
 * Shows what PDF documents hold without opening one in its own process.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ImportRemoteInterfaces(types = DocumentInit.class)
public class SampleApplication {

	/**
	 * Runs the program and ends the JVM with its exit status.
	 * @param args options and files, see {@link DocumentCommand}
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		application.setDefaultProperties(Map.of("sample.home", projectHome().toString()));
		System.exit(SpringApplication.exit(application.run(args)));
	}

	/**
	 * Finds the project from where this program's jar or classes are, so that it runs
	 * from any working directory.
	 */
	private static Path projectHome() {
		Path workingDirectory = Path.of("").toAbsolutePath();
		@Nullable Path directory = new ApplicationHome(SampleApplication.class).getDir().toPath().toAbsolutePath();
		while (directory != null && !Files.isDirectory(directory.resolve("sample-worker"))) {
			directory = directory.getParent();
		}
		return (directory != null) ? directory : workingDirectory;
	}

	@Bean(destroyMethod = "")
	PrintStream standardOutput() {
		return System.out;
	}

}
