package dev.multiprocess.ipc.process;

import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.jar.JarFile;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.Async;
import dev.multiprocess.ipc.testing.Jars;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("An executable jar with jars inside")
class UnpackedJarTests {

	private static final String LAUNCH = "org.springframework.boot.loader.launch.";

	@TempDir
	private Path folder;

	private final Map<String, byte[]> contents = new LinkedHashMap<>(Map.of("BOOT-INF/lib/b one.jar", Jars.text("b"),
			"BOOT-INF/classes/a/A.class", Jars.text("a"), "META-INF/services/x", Jars.text("x"), "META-INF/KEY.SF",
			Jars.text("signed"), "org/springframework/boot/loader/L.class", Jars.text("l")));

	@Test
	@DisplayName("is laid out as files that run the same class, in the same order")
	void unpacked() throws Exception {
		this.contents.put("BOOT-INF/lib/a.jar", Jars.text("a"));
		UnpackedJar jar = UnpackedJar.of(program(ProcessSpec.jar(jar("JarLauncher"))), this.folder);
		assertThat(jar.isThere()).isFalse();
		unpack(jar);
		assertThat(jar.isThere()).isTrue();
		Path app = jar.program().classPath().get(0);
		assertThat(jar.program().mainClass()).isNull();
		assertThat(app).hasFileName("app.jar");
		assertThat(app.resolveSibling("lib/b one.jar")).hasContent("b");
		assertThat(app.resolveSibling("lib/a.jar")).hasContent("a");
		try (JarFile unpacked = new JarFile(app.toFile())) {
			assertThat(unpacked.stream().map(Object::toString)).containsExactlyInAnyOrder("META-INF/MANIFEST.MF", "a/",
					"a/A.class", "META-INF/", "META-INF/services/", "META-INF/services/x");
			assertThat(unpacked.getManifest().getMainAttributes().getValue("Main-Class")).isEqualTo("a.A");
			assertThat(unpacked.getManifest().getMainAttributes().getValue("Implementation-Version")).isEqualTo("7");
			assertThat(unpacked.getManifest().getMainAttributes().getValue("Class-Path"))
				.isEqualTo("lib/b%20one.jar lib/a.jar");
		}
	}

	@Test
	@DisplayName("runs another of its classes where a launcher would")
	void launcher() throws Exception {
		ProcessSpec.Builder spec = ProcessSpec.java(LAUNCH + "PropertiesLauncher").classPath(jar("JarLauncher"));
		UnpackedJar jar = UnpackedJar.of(program(spec.jvmArguments("-Dloader.main=a.Worker")), this.folder);
		assertThat(jar.program().mainClass()).isEqualTo("a.Worker");
		assertThat(UnpackedJar.of(program(spec.jvmArguments("-Dloader.main=a.Worker", "-Dloader.path=x")), this.folder))
			.isNull();
		assertThat(UnpackedJar.of(program(spec.jvmArguments()), this.folder)).isNull();
	}

	@Test
	@DisplayName("is left as it is if it is no such jar, or is launched in another way")
	void others() throws Exception {
		assertThat(UnpackedJar.of(program(ProcessSpec.jar(jar("PropertiesLauncher"))), this.folder)).isNull();
		Path plain = Jars.write(this.folder.resolve("plain.jar"), Map.of("Main-Class", "a.A"), Map.of());
		assertThat(UnpackedJar.of(program(ProcessSpec.jar(plain)), this.folder)).isNull();
	}

	@Test
	@DisplayName("is laid out anew where something was removed, or its original changed")
	void repaired() throws Exception {
		Path original = jar("JarLauncher");
		UnpackedJar jar = UnpackedJar.of(program(ProcessSpec.jar(original)), this.folder);
		unpack(jar);
		Path app = jar.program().classPath().get(0);
		Files.delete(app.resolveSibling("lib/b one.jar"));
		assertThat(jar.isThere()).isFalse();
		unpack(jar);
		assertThat(jar.isThere()).isTrue();
		Files.setLastModifiedTime(original, FileTime.fromMillis(1));
		assertThat(UnpackedJar.of(program(ProcessSpec.jar(original)), this.folder).isThere()).isFalse();
	}

	@Test
	@DisplayName("is not laid out if it says more about its class path than is understood")
	void loaderProperties() throws Exception {
		this.contents.put("BOOT-INF/classes/loader.properties", Jars.text("loader.path=x"));
		UnpackedJar jar = UnpackedJar.of(program(ProcessSpec.jar(jar("JarLauncher"))), this.folder);
		assertThatThrownBy(() -> unpack(jar)).hasMessageContaining("loader.properties");
		assertThat(jar.isThere()).isFalse();
	}

	@Test
	@DisplayName("goes when it was not used for long, unless a running program may read it")
	void pruned() throws Exception {
		UnpackedJar jar = UnpackedJar.of(program(ProcessSpec.jar(jar("JarLauncher"))), this.folder);
		unpack(jar);
		jar.hold();
		Path jars = jar.program().classPath().get(0).getParent();
		Path unused = Files.createDirectories(this.folder.resolve("0123456789abcdef0123456789abcdef.jars"));
		Files.setLastModifiedTime(jars, FileTime.fromMillis(1));
		Files.setLastModifiedTime(unused, FileTime.fromMillis(1));
		CachePruning.prune(this.folder, Set.of(), Files.createDirectory(this.folder.resolve("scratch")));
		assertThat(jars).exists();
		assertThat(unused).doesNotExist();
	}

	@Test
	@DisplayName("goes when there are too many, or they take too much room, those first that were used longest ago")
	void prunedByNumber() throws Exception {
		Path scratch = Files.createDirectory(this.folder.resolve("scratch"));
		List<Path> unpacked = new ArrayList<>();
		for (int i = 0; i < CachePruning.MOST_ARCHIVES + 2; i++) {
			unpacked.add(Files.createDirectory(this.folder.resolve(String.format("%032x.jars", i))));
			used(unpacked.get(i), i);
		}
		CachePruning.prune(this.folder, Set.of(), scratch);
		assertThat(unpacked.subList(0, CachePruning.MOST_ARCHIVES)).allSatisfy((path) -> assertThat(path).exists());
		assertThat(unpacked.subList(CachePruning.MOST_ARCHIVES, unpacked.size()))
			.allSatisfy((path) -> assertThat(path).doesNotExist());
		try (RandomAccessFile large = new RandomAccessFile(unpacked.get(1).resolve("large").toFile(), "rw")) {
			// Takes no room on the disk.
			large.setLength(CachePruning.MOST_BYTES);
		}
		used(unpacked.get(1), 1);
		CachePruning.prune(this.folder, Set.of(), Files.createDirectory(this.folder.resolve("scratch2")));
		assertThat(unpacked.get(0)).exists();
		assertThat(unpacked.get(2)).doesNotExist();
	}

	private static void used(Path path, int hoursAgo) throws Exception {
		Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(hoursAgo))));
	}

	@Test
	@DisplayName("goes as a whole or not at all, so that nobody finds a part of it")
	void prunedAsWhole() throws Exception {
		Path unused = Files.createDirectories(this.folder.resolve("0123456789abcdef0123456789abcdef.jars"));
		// Its paths are longer than the operating system takes, whoever the user is.
		Path inner = nested(this.folder.resolve("inner"));
		Path root = Files.createDirectory(unused.resolve("root"));
		Path moved = Files.move(this.folder.resolve("inner"), nested(root).resolve("inner"));
		Files.setLastModifiedTime(unused, FileTime.fromMillis(1));
		Path scratch = Files.createDirectory(this.folder.resolve("scratch"));
		CachePruning.prune(this.folder, Set.of(), scratch);
		assertThat(unused).doesNotExist();
		assertThat(moved).doesNotExist();
		Path taken = scratch.resolve(unused.getFileName()).resolve(unused.relativize(moved));
		Files.move(taken, this.folder.resolve("inner"));
		assertThat(inner).exists();
	}

	/** Returns the innermost of many folders in one another. */
	private static Path nested(Path outermost) throws Exception {
		Path folder = outermost;
		for (int i = 0; i < 10; i++) {
			folder = folder.resolve("x".repeat(200));
		}
		return Files.createDirectories(folder);
	}

	@Test
	@DisplayName("is held also if another class loader of this program holds it")
	void heldByOther() throws Exception {
		UnpackedJar jar = UnpackedJar.of(program(ProcessSpec.jar(jar("JarLauncher"))), this.folder);
		unpack(jar);
		Path lock = jar.program().classPath().get(0).resolveSibling(UnpackedJar.IN_USE);
		try (FileChannel other = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			assertThat(other.tryLock(0, Long.MAX_VALUE, true)).isNotNull();
			jar.hold();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "app.jar", "lib/b one.jar" })
	@DisplayName("is laid out anew where a file was cut or changed")
	void damaged(String file) throws Exception {
		UnpackedJar jar = UnpackedJar.of(program(ProcessSpec.jar(jar("JarLauncher"))), this.folder);
		unpack(jar);
		Path damaged = jar.program().classPath().get(0).resolveSibling(file);
		byte[] bytes = Files.readAllBytes(damaged);
		for (byte[] others : new byte[][] { {}, Arrays.copyOf(bytes, bytes.length / 2), new byte[bytes.length] }) {
			Files.write(damaged, others);
			unpack(jar);
			assertThat(damaged).hasSize(bytes.length);
			assertThat(Files.readAllBytes(damaged)).isNotEqualTo(others);
		}
		assertThat(jar.isThere()).isTrue();
	}

	@Test
	@DisplayName("is laid out once, however many programs do so at once")
	void atOnce() throws Exception {
		Path original = jar("JarLauncher");
		int programs = 8;
		CyclicBarrier start = new CyclicBarrier(programs);
		List<CompletableFuture<Object>> files = new ArrayList<>();
		for (int i = 0; i < programs; i++) {
			UnpackedJar jar = UnpackedJar.of(program(ProcessSpec.jar(original)), this.folder);
			files.add(Async.call(() -> {
				start.await();
				unpack(jar);
				return Files.readAttributes(jar.program().classPath().get(0), BasicFileAttributes.class).fileKey();
			}));
		}
		Set<Object> seen = new HashSet<>();
		for (CompletableFuture<Object> file : files) {
			seen.add(Async.get(file));
		}
		assertThat(seen).hasSize(1);
	}

	private void unpack(UnpackedJar jar) throws Exception {
		jar.unpack(Files.createTempDirectory(this.folder, "scratch"));
	}

	private JavaProgram program(ProcessSpec.Builder spec) {
		return JavaProgram.of(spec.build(), this.folder);
	}

	private Path jar(String launcher) throws Exception {
		return Jars.write(this.folder.resolve("app.jar"), Map.of("Main-Class", LAUNCH + launcher, "Start-Class", "a.A",
				"Spring-Boot-Lib", "BOOT-INF/lib/", "Implementation-Version", "7"), this.contents);
	}

}
