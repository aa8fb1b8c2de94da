package dev.multiprocess.ipc.autoconfigure.it;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.StartupCache;
import dev.multiprocess.ipc.autoconfigure.fatjar.PackedApplication;
import dev.multiprocess.ipc.autoconfigure.fatjar.PackedInit;
import dev.multiprocess.ipc.autoconfigure.fatjar.PackedWorker;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That one executable jar may hold parent and worker.
 */
@DisplayName("An executable jar")
@ExtendWith(NothingLeft.class)
class FatJarIT {

	/** What an application with the starter has, by the beginnings of file names. */
	private static final Pattern LIBRARIES = Pattern
		.compile("(spring-(boot|boot-autoconfigure|core|context|beans|aop|expression)-\\d"
				+ "|slf4j-api|logback|commons-logging|kryo5|jspecify|micrometer-(commons|observation)-|ipc-core|error_prone_annotations).*");

	@TempDir
	private Path folder;

	@Test
	@DisplayName("holds a parent and, in the same package, its worker")
	void holdsBoth() throws Exception {
		Path jar = fatJar();
		JavaProgram parent = JavaProgram.run(this.folder, "-jar", jar.getFileName().toString(),
				"--ipc.process.worker.main-class=" + PackedWorker.class.getName());
		Matcher matcher = Pattern.compile("Parent (\\d+) called worker (\\d+)").matcher(parent.output());
		assertThat(matcher.find()).as(parent.output()).isTrue();
		assertThat(matcher.group(1)).isEqualTo(String.valueOf(parent.pid())).isNotEqualTo(matcher.group(2));
		assertThat(parent.output()).doesNotContainPattern("WARN|ERROR");
		assertThat(parent.status()).isZero();
	}

	@Test
	@DisplayName("is run unpacked, from an archive, once its worker was started with a cache")
	void cached() throws Exception {
		Path cache = this.folder.resolve("cache");
		ProcessSpec worker = ProcessSpec.java("org.springframework.boot.loader.launch.PropertiesLauncher")
			.classPath(fatJar())
			.workingDirectory(this.folder)
			.cache(StartupCache.in(cache))
			.jvmArguments("-Dloader.main=" + PackedWorker.class.getName(), "-Xlog:class+load:file=classes-%p")
			.build();
		try (Ipc ipc = Ipc.builder().build()) {
			assertThat(classesOf(ipc, worker)).doesNotContain("PackedWorker source: shared objects file");
			Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> !archives(cache).isEmpty());
			assertThat(classesOf(ipc, worker)).contains("PackedWorker source: shared objects file",
					"org.springframework.boot.SpringApplication source: shared objects file");
		}
	}

	private String classesOf(Ipc ipc, ProcessSpec worker) throws IOException {
		return Files.readString(this.folder.resolve("classes-" + ipc.spawnProcess(worker, PackedInit.class).pid()));
	}

	private static List<Path> archives(Path cache) {
		try (Stream<Path> files = Files.list(cache)) {
			return files.filter((file) -> file.toString().matches(".*\\.(jsa|aot)")).toList();
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	private Path fatJar() throws IOException {
		List<Library> libraries = new ArrayList<>();
		Path application = null;
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			Path path = Path.of(entry);
			if (Files.isRegularFile(path) && LIBRARIES.matcher(path.getFileName().toString()).matches()) {
				libraries.add(new Library(path.toFile(), LibraryScope.RUNTIME));
			}
			else if (Files.isDirectory(path.resolve(packageFolder()))) {
				application = jar(path, packageFolder());
			}
			else if (Files.isDirectory(path)) {
				libraries.add(new Library(jar(path, Path.of("")).toFile(), LibraryScope.RUNTIME));
			}
		}
		assertThat(application).isNotNull();
		Path jar = this.folder.resolve("application.jar");
		Repackager repackager = new Repackager(application.toFile());
		repackager.setMainClass(PackedApplication.class.getName());
		repackager.repackage(jar.toFile(), (callback) -> {
			for (Library library : libraries) {
				callback.library(library);
			}
		});
		return jar;
	}

	private static Path packageFolder() {
		return Path.of(PackedApplication.class.getPackageName().replace('.', File.separatorChar));
	}

	private Path jar(Path root, Path below) throws IOException {
		Path file = Files.createTempFile(this.folder, "classes", ".jar");
		try (OutputStream out = Files.newOutputStream(file);
				JarOutputStream jar = new JarOutputStream(out);
				Stream<Path> files = Files.walk(root.resolve(below)).filter(Files::isRegularFile)) {
			for (Path source : files.toList()) {
				jar.putNextEntry(new ZipEntry(root.relativize(source).toString().replace(File.separatorChar, '/')));
				Files.copy(source, jar);
			}
		}
		return file;
	}

}
