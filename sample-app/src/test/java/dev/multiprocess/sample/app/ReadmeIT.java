package dev.multiprocess.sample.app;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the example of the README: compiles it as it stands there, and runs it.
 */
class ReadmeIT {

	private static final String IMPORTS = """
			import java.io.ByteArrayInputStream;
			import java.io.IOException;
			import java.nio.file.Files;
			import java.nio.file.Path;
			import java.util.concurrent.CountDownLatch;
			import javax.imageio.ImageIO;
			import dev.multiprocess.ipc.*;
			import dev.multiprocess.ipc.autoconfigure.*;
			import org.springframework.beans.factory.annotation.Autowired;
			import org.springframework.boot.*;
			import org.springframework.boot.autoconfigure.SpringBootApplication;
			import org.springframework.context.annotation.Bean;
			import org.springframework.stereotype.Service;
			import example.*;
			""";

	private static final String PROGRAM = """
			@SpringBootApplication
			public class Program {
				public static void main(String[] args) { SpringApplication.run(Program.class, args).close(); }
				@Bean ApplicationRunner show(Gallery gallery) {
					return (args) -> System.out.println("width " + gallery.widthOf(Path.of(args.getSourceArgs()[0])));
				}
			}
			""";

	private static final String MEETING = """
			public class MeetingProgram {
				public static void main(String[] args) throws Exception {
					Path socket = Path.of(args[0]);
					byte[] picture = Files.readAllBytes(Path.of(args[1]));
					Thread server = new Thread(() -> {
						try { Meeting.serve((bytes) -> ImageIO.read(new ByteArrayInputStream(bytes)).getWidth(), socket); }
						catch (InterruptedException ex) { System.out.println("ended"); }
					});
					server.start();
					for (int width = 0; width == 0 && server.isAlive();) {
						try { width = Meeting.widthOf(picture, socket); System.out.println("met " + width); }
						catch (AddressException ex) { Thread.sleep(10); }
					}
					server.interrupt();
					server.join();
				}
			}
			""";

	private static final Pattern TYPE = Pattern.compile("public (?:interface|class) (\\w+)");

	@TempDir
	private Path directory;

	private Path classes;

	@Test
	void exampleIsTrue() throws Exception {
		this.classes = Files.createDirectory(this.directory.resolve("classes"));
		compile();
		Files.writeString(this.classes.resolve("application.properties"), blocks("properties").get(0));
		Path picture = this.directory.resolve("cat.png");
		ImageIO.write(new BufferedImage(17, 4, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
		assertThat(run("example.Program", picture.toString())).contains("width 17");
		assertThat(run("example.MeetingProgram", this.directory.resolve("socket").toString(), picture.toString()))
			.contains("met 17", "ended");
	}

	private void compile() throws IOException {
		List<String> arguments = new ArrayList<>(
				List.of("-d", this.classes.toString(), "-cp", System.getProperty("java.class.path")));
		for (String block : blocks("java")) {
			for (String type : block.split("\n\n")) {
				arguments.add(source(type.contains("@EnableSpawnedProcess") ? "example.worker" : "example", type));
			}
		}
		arguments.add(source("example", PROGRAM));
		arguments.add(source("example", MEETING));
		int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
		assertThat(status).isZero();
	}

	private String source(String packageName, String type) throws IOException {
		Matcher name = TYPE.matcher(type);
		assertThat(name.find()).isTrue();
		Path folder = Files.createDirectories(this.directory.resolve(packageName));
		return Files
			.writeString(folder.resolve(name.group(1) + ".java"), "package " + packageName + ";\n" + IMPORTS + type)
			.toString();
	}

	private String run(String... arguments) throws Exception {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp",
				this.classes + File.pathSeparator + System.getProperty("java.class.path"));
		builder.command().addAll(List.of(arguments));
		// Not read from the program itself: that would wait until it ends, however long.
		Path output = Files.createTempFile(this.directory, "output", ".txt");
		Process program = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			boolean ended = program.waitFor(60, TimeUnit.SECONDS);
			assertThat(ended).as(Files.readString(output)).isTrue();
			assertThat(program.exitValue()).as(Files.readString(output)).isZero();
			return Files.readString(output);
		}
		finally {
			program.destroyForcibly().waitFor();
		}
	}

	/** Returns the blocks of a language. */
	private static List<String> blocks(String language) throws IOException {
		String text = Files.readString(Path.of("../README.md"));
		List<String> blocks = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(text)
			.results()
			.map((block) -> block.group(1))
			.toList();
		assertThat(blocks).isNotEmpty();
		return blocks;
	}

}
