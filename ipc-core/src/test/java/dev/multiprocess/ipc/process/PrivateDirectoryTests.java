package dev.multiprocess.ipc.process;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A private folder")
@ExtendWith(LeftoverCheck.class)
class PrivateDirectoryTests {

	@TempDir
	private Path place;

	@Test
	@DisplayName("is open to its user alone")
	void mode() throws Exception {
		try (PrivateDirectory directory = PrivateDirectory.create()) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
				.isEqualTo("rwx------");
			assertThat(directory.path()).isAbsolute();
			assertThat(directory.path().getFileName().toString())
				.startsWith("ipc-" + ProcessHandle.current().pid() + "-");
		}
	}

	@Test
	@DisplayName("has a path short enough for a socket")
	void socket() throws Exception {
		try (PrivateDirectory directory = PrivateDirectory.create();
				ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			socket.bind(UnixDomainSocketAddress.of(directory.socket()));
			assertThat(directory.socket()).exists();
		}
	}

	@Test
	@DisplayName("goes with all that is in it, but not with what links in it lead to")
	void close() throws Exception {
		Path outside = Files.createFile(Files.createDirectory(this.place.resolve("outside")).resolve("file"));
		PrivateDirectory directory = PrivateDirectory.create(Set.of(this.place));
		Files.createFile(Files.createDirectories(directory.path().resolve("a/b")).resolve("c"));
		Files.createSymbolicLink(directory.path().resolve("link"), outside.getParent());
		directory.close();
		directory.close();
		assertThat(directory.path()).doesNotExist();
		assertThat(outside).exists();
	}

	@Test
	@DisplayName("keeps nobody from going on if something in it cannot be deleted")
	void closeFails() throws Exception {
		PrivateDirectory directory = PrivateDirectory.create(Set.of(this.place));
		Path inner = nested(this.place.resolve("inner"));
		Path root = Files.createDirectory(directory.path().resolve("root"));
		// Its paths are longer than the operating system takes, whoever the user is.
		Path moved = nested(root).resolve("inner");
		Files.move(this.place.resolve("inner"), moved);
		directory.close();
		assertThat(directory.path()).exists();
		Files.move(moved, this.place.resolve("inner"));
		assertThat(inner).exists();
		directory.close();
		assertThat(directory.path()).doesNotExist();
	}

	/** Returns the innermost of many folders in one another. */
	private static Path nested(Path outermost) throws Exception {
		Path folder = outermost;
		for (int i = 0; i < 12; i++) {
			folder = folder.resolve("x".repeat(200));
		}
		return Files.createDirectories(folder);
	}

	@Test
	@DisplayName("is created elsewhere if the first place does not exist or its path is too long")
	void nextPlace() throws Exception {
		Path deep = Files.createDirectories(this.place.resolve("x".repeat(90)));
		Set<Path> places = new LinkedHashSet<>(List.of(this.place.resolve("none"), deep, this.place));
		try (PrivateDirectory directory = PrivateDirectory.create(places)) {
			assertThat(directory.path()).hasParent(this.place);
		}
	}

	@Test
	@DisplayName("says what was tried, and what to do, if there is no place for it")
	void noPlace() throws Exception {
		Path deep = Files.createDirectories(this.place.resolve("x".repeat(90)));
		Set<Path> places = new LinkedHashSet<>(List.of(this.place.resolve("none"), deep));
		assertThatThrownBy(() -> PrivateDirectory.create(places)).isInstanceOf(IpcException.class)
			.hasMessageContainingAll(this.place.resolve("none").toString(), deep.toString(), "too long for a socket",
					"TMPDIR", "java.io.tmpdir");
	}

	@Test
	@DisplayName("is removed by another JVM once its owner is dead")
	void ownerIsDead() throws Exception {
		Path noOwner = directory(deadPid(), null);
		Path empty = directory(deadPid(), "");
		Path dead = directory(deadPid(), "any");
		Path pidUsedAgain = directory(livePid(), "any");
		sweep();
		assertThat(List.of(noOwner, empty, dead, pidUsedAgain)).allSatisfy((path) -> assertThat(path).doesNotExist());
	}

	@Test
	@DisplayName("stays while its owner is about to lock it, and while it is our own")
	void ownerIsAlive() throws Exception {
		Path incomplete = directory(livePid(), null);
		Path empty = directory(livePid(), "");
		try (PrivateDirectory directory = PrivateDirectory.create(Set.of(this.place))) {
			sweep();
			PrivateDirectory.removeAbandoned(directory.socket(), Duration.ZERO);
			assertThat(List.of(incomplete, empty, directory.path())).allSatisfy((path) -> assertThat(path).exists());
		}
	}

	@Test
	@DisplayName("is removed also if its owner had our pid, as programs in containers have one and the same")
	void ownerHadOurPid() throws Exception {
		long pid = ProcessHandle.current().pid();
		Path recent = directory(pid, "any");
		Path before = directory(pid, "any");
		Files.setLastModifiedTime(before.resolve(LeftoverSweep.OWNER),
				FileTime.from(Instant.now().minus(Duration.ofDays(1))));
		sweep();
		assertThat(recent).exists();
		assertThat(before).doesNotExist();
		LeftoverSweep.delete(recent);
	}

	@Test
	@DisplayName("is removed by the process that was to use it, if its owner is dead")
	void abandoned() throws Exception {
		Path dead = directory(deadPid(), "any");
		PrivateDirectory.removeAbandoned(dead.resolve("s"), Duration.ZERO);
		PrivateDirectory.removeAbandoned(dead.resolve("s"), Duration.ZERO);
		PrivateDirectory.removeAbandoned(Path.of("/"), Duration.ZERO);
		assertThat(dead).doesNotExist();
	}

	@Test
	@DisplayName("is not taken for one because of a link or a similar name")
	void somethingElse() throws Exception {
		Path target = Files.createFile(Files.createDirectory(this.place.resolve("target")).resolve("file"));
		Path link = Files.createSymbolicLink(this.place.resolve(name(deadPid())), target.getParent());
		Path other = Files.createDirectory(this.place.resolve("ipc-" + deadPid() + "-mine"));
		Path file = Files.createFile(this.place.resolve("ipc-" + deadPid() + "-0123456789"));
		sweep();
		assertThat(List.of(target, link, other, file)).allSatisfy((path) -> assertThat(path).exists());
	}

	@Test
	@DisplayName("of another user is left alone")
	void otherUser() throws Exception {
		Path dead = directory(deadPid(), "any");
		UserPrincipal other = () -> "somebody else";
		LeftoverSweep.sweep(this.place, other);
		assertThat(dead).exists();
	}

	private void sweep() throws Exception {
		LeftoverSweep.sweep(this.place, Files.getOwner(this.place));
	}

	private Path directory(long pid, String owner) throws Exception {
		Path directory = Files.createDirectory(this.place.resolve(name(pid)));
		if (owner != null) {
			Files.writeString(directory.resolve(LeftoverSweep.OWNER), owner);
		}
		Files.createFile(directory.resolve("s"));
		return directory;
	}

	private String name(long pid) {
		return String.format("ipc-%d-%010x", pid, System.nanoTime() & 0xFF_FFFF_FFFFL);
	}

	private static long livePid() {
		return ProcessHandle.current().parent().orElseThrow().pid();
	}

	private static long deadPid() throws Exception {
		Process process = new ProcessBuilder("true").start();
		process.waitFor();
		return process.pid();
	}

}
