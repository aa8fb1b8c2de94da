package dev.multiprocess.ipc.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import dev.multiprocess.ipc.StartupCache;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The folder of archives")
class CacheDirectoryTests {

	@TempDir
	private Path place;

	@Test
	@DisplayName("is created, with what lies above it, for its user alone")
	void created() throws Exception {
		Path folder = CacheDirectory.of(StartupCache.in(this.place.resolve("a/b")));
		assertThat(folder).isEqualTo(this.place.toRealPath().resolve("a/b"));
		assertThat(modes(folder)).isEqualTo("rwx------");
		assertThat(modes(folder.getParent())).isEqualTo("rwx------");
		assertThat(CacheDirectory.of(StartupCache.in(folder))).isEqualTo(folder);
	}

	@Test
	@DisplayName("is refused if others may write to it")
	void open() throws Exception {
		for (String modes : List.of("rwxrwx---", "rwx----w-")) {
			Path folder = Files.createDirectory(this.place.resolve(modes));
			Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(modes));
			assertRefused(folder, "others may write to " + folder.toRealPath());
		}
	}

	@Test
	@DisplayName("is refused if others may put another one in its place")
	void openAbove() throws Exception {
		Path above = Files.createDirectory(this.place.resolve("above"));
		Path folder = CacheDirectory.of(StartupCache.in(above.resolve("b/folder")));
		Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertRefused(folder, "others may write to " + above.toRealPath());
		// Sticky, as the folder for temporary files.
		Files.setAttribute(above, "unix:mode", 01777);
		assertThat(CacheDirectory.of(StartupCache.in(folder))).isEqualTo(folder);
	}

	@Test
	@DisplayName("is refused if it is a link, or a file")
	void link() throws Exception {
		Path target = Files.createDirectory(this.place.resolve("target"));
		assertRefused(Files.createSymbolicLink(this.place.resolve("link"), target), "is no folder");
		assertRefused(Files.createSymbolicLink(this.place.resolve("dead"), target.resolve("x")), "is no folder");
		assertRefused(Files.createFile(this.place.resolve("file")), "is no folder");
		assertRefused(this.place.resolve("file").resolve("folder"), "");
	}

	@Test
	@DisplayName("may lie below a link, and is judged by where that leads")
	void belowLink() throws Exception {
		Path above = Files.createDirectory(this.place.resolve("above"));
		Path link = Files.createSymbolicLink(this.place.resolve("link"),
				Files.createDirectory(above.resolve("target")));
		Path folder = CacheDirectory.of(StartupCache.in(link.resolve("folder")));
		assertThat(folder).isEqualTo(above.toRealPath().resolve("target/folder"));
		Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertRefused(link.resolve("folder"), "others may write to " + above.toRealPath());
	}

	@Test
	@DisplayName("is refused if it belongs to another user, or lies in a folder that does")
	void foreign() throws Exception {
		Path folder = CacheDirectory.of(StartupCache.in(this.place.resolve("above/folder")));
		Assumptions.assumeTrue(LeftoverSweep.user().getName().equals("root"), "Only root can give files away");
		Files.setAttribute(folder, "unix:uid", 12345);
		assertRefused(folder, "belongs to 12345");
		Files.setAttribute(folder, "unix:uid", 0);
		Files.setAttribute(folder.getParent(), "unix:uid", 12345);
		assertRefused(folder, folder.getParent() + " belongs to 12345");
	}

	@Test
	@DisplayName("is the first that is safe")
	void first() throws Exception {
		Path bad = Files.createFile(this.place.resolve("bad"));
		Path good = this.place.toRealPath().resolve("good");
		assertThat(CacheDirectory.firstOf(List.of(bad, good))).isEqualTo(good);
	}

	@Test
	@DisplayName("lies where the user's caches are, else among temporary files")
	void places() {
		Map<Object, Object> properties = Map.of("user.home", this.place.toString(), "user.name", "me", "java.io.tmpdir",
				"/tmp");
		Path inHome = this.place.resolve(".cache/ipc-spring-boot-starter");
		Path temporary = Path.of("/tmp/ipc-spring-boot-starter-me");
		assertThat(CacheDirectory.places(Map.of("XDG_CACHE_HOME", "/x"), properties))
			.containsExactly(Path.of("/x/ipc-spring-boot-starter"), inHome, temporary);
		assertThat(CacheDirectory.places(Map.of("XDG_CACHE_HOME", "relative"), properties)).containsExactly(inHome,
				temporary);
		assertThat(CacheDirectory.places(Map.of(), Map.of("user.home", "?", "user.name", "?", "java.io.tmpdir", "/t")))
			.containsExactly(Path.of("/t/ipc-spring-boot-starter-?"));
		// As Java tells one whose letters it has no bytes for.
		assertThat(CacheDirectory.places(Map.of(),
				Map.of("user.home", "/home/\0", "user.name", "\0", "java.io.tmpdir", "/t")))
			.isEmpty();
	}

	private static void assertRefused(Path folder, String reason) {
		assertThatThrownBy(() -> CacheDirectory.of(StartupCache.in(folder)))
			.isInstanceOf(UnfitForArchiveException.class)
			.hasMessageContaining("no safe folder")
			.hasMessageContaining(reason);
	}

	private static String modes(Path path) throws Exception {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

}
