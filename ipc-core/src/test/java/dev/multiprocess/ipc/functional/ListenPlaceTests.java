package dev.multiprocess.ipc.functional;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.multiprocess.ipc.AddressException;
import dev.multiprocess.ipc.AddressException.Reason;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.testing.FooInit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@DisplayName("The place where programs meet")
class ListenPlaceTests extends ListenTest {

	private static final int SECRET_LENGTH = 65;

	private void assertRefused(Reason reason, Runnable action, String... parts) {
		assertThatExceptionOfType(AddressException.class).isThrownBy(action::run).satisfies((ex) -> {
			assertThat(ex.reason()).isEqualTo(reason);
			assertThat(ex).hasMessageContainingAll(parts);
		});
	}

	/** Leaves a socket whose process has ended, as far as anybody can tell. */
	private void leaveDeadSocket() throws IOException {
		try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			dead.bind(UnixDomainSocketAddress.of(socket()));
		}
		assertThat(socket()).exists();
	}

	@Test
	@DisplayName("is open to one user only, and empty when nobody listens any more")
	void modes() throws IOException {
		Ipc.Listener listener = server().listen(address());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket()))).isEqualTo("rw-------");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret()))).isEqualTo("rw-------");
		assertThat(secret()).content().matches("[0-9a-f]{64}\n");
		listener.close();
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	@DisplayName("is not taken from a program that listens there")
	void live() {
		server().listen(address());
		assertRefused(Reason.IN_USE, () -> server().listen(address()), address(), "listens there already");
		assertThat(connect(client()).makeFoo().add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("is taken over from a program that has ended without a word")
	void stale() throws IOException {
		leaveDeadSocket();
		String old = "0".repeat(64) + "\n";
		Files.writeString(secret(), old);
		assertThat(client().connect("auto:" + socket(), FooInit.class)).isEmpty();
		server().listen(address());
		assertThat(secret()).content().isNotEqualTo(old);
		assertThat(connect(client()).makeFoo().add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("goes to one of many that want it at once")
	void raced() throws IOException {
		for (int round = 0; round < 10; round++) {
			leaveDeadSocket();
			List<CompletableFuture<Ipc.Listener>> attempts = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				Ipc program = server();
				attempts.add(CompletableFuture.supplyAsync(() -> program.listen(address())));
			}
			attempts.forEach((attempt) -> attempt.handle((listener, failure) -> true).join());
			List<Ipc.Listener> listeners = attempts.stream()
				.filter((attempt) -> !attempt.isCompletedExceptionally())
				.map(CompletableFuture::join)
				.toList();
			assertThat(listeners).hasSize(1);
			assertThat(connect(client()).makeFoo().add(1, 2)).isEqualTo(3);
			listeners.get(0).close();
			assertThat(this.folder).isEmptyDirectory();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "file", "folder", "link" })
	@DisplayName("is left alone if it is no socket")
	void noSocket(String kind) throws IOException {
		Path target = this.folder.resolve("target");
		switch (kind) {
			case "file" -> Files.writeString(socket(), "precious");
			case "folder" -> Files.createDirectory(socket());
			default -> Files.createSymbolicLink(socket(), Files.writeString(target, "precious"));
		}
		assertRefused(Reason.UNUSABLE, () -> server().listen(address()), address(), "no socket", "left alone");
		assertThat(socket()).exists();
		assertThat(secret()).doesNotExist();
	}

	@Test
	@DisplayName("is not taken if its secret would overwrite something else")
	void secretTaken() throws IOException {
		Files.writeString(secret(), "precious");
		assertRefused(Reason.UNUSABLE, () -> server().listen(address()), secret().toString(), "no secret");
		assertThat(secret()).content().isEqualTo("precious");
		assertThat(socket()).doesNotExist();
	}

	@Test
	@DisplayName("needs a folder that others cannot write to")
	void folders() throws IOException {
		assertRefused(Reason.UNUSABLE, () -> server().listen("unix:" + this.folder.resolve("no/s")), "no folder");
		Path open = Files.createDirectory(this.folder.resolve("open"));
		Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertRefused(Reason.UNUSABLE, () -> server().listen("unix:" + open.resolve("s")), "everybody may write",
				"chmod o-w");
		assertThat(open).isEmptyDirectory();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/tmp/s", "tcp:localhost:1", "unix:", "unix:/" })
	@DisplayName("has an address of a known kind")
	void malformed(String address) {
		assertThatIllegalArgumentException().isThrownBy(() -> server().listen(address));
		assertThatIllegalArgumentException().isThrownBy(() -> client().connect(address, FooInit.class));
	}

	@Test
	@DisplayName("has a path that fits into an address")
	void tooLong() {
		String path = this.folder.resolve("x".repeat(106 - this.folder.toString().length() - 1)).toString();
		server().listen("unix:" + path).close();
		assertThatIllegalArgumentException().isThrownBy(() -> server().listen("unix:" + path + "x"))
			.withMessageContaining("107 bytes")
			.withMessageContaining("106");
		assertThatIllegalArgumentException().isThrownBy(() -> server().listen("auto:" + socket()));
		assertThatIllegalStateException().isThrownBy(() -> client().listen(address()))
			.withMessageContaining("Ipc.Builder.init");
	}

	@Test
	@DisplayName("lets nobody in who has another secret, or none")
	void secrets() throws IOException {
		server().listen(address());
		Ipc client = client();
		byte[] right = Files.readAllBytes(secret());
		Files.writeString(secret(), "0".repeat(SECRET_LENGTH - 1) + "\n");
		assertRefused(Reason.NOT_TRUSTED, () -> connect(client), "does not know the secret", secret().toString());
		Files.writeString(secret(), "short");
		assertRefused(Reason.NOT_TRUSTED, () -> connect(client), "holds no secret");
		Files.delete(secret());
		assertRefused(Reason.NOT_TRUSTED, () -> connect(client), "missing");
		Files.createDirectory(secret());
		assertRefused(Reason.NOT_TRUSTED, () -> client.connect("auto:" + socket(), FooInit.class), "holds no secret");
		Files.delete(secret());
		Files.write(secret(), right);
		assertThat(connect(client).makeFoo().add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("is reached through a crowd of those who say nothing, or nonsense")
	void crowd() throws IOException {
		server().listen(address());
		FooInit early = connect(client());
		List<SocketChannel> silent = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			silent.add(SocketChannel.open(UnixDomainSocketAddress.of(socket())));
			if (i % 2 == 0) {
				silent.get(i).write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes()));
			}
		}
		FooInit late = connect(client());
		assertThat(late.makeFoo().add(1, 2)).isEqualTo(3);
		// Another lane for one who was here before.
		assertThat(CompletableFuture.supplyAsync(() -> early.makeFoo().add(1, 2)).join()).isEqualTo(3);
		for (SocketChannel channel : silent) {
			channel.close();
		}
	}

	@Test
	@DisplayName("tells those who connect that the program there has stopped")
	void stopped() throws IOException {
		// As good as one that was stopped: it is there, but takes in nobody.
		try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			deaf.bind(UnixDomainSocketAddress.of(socket()));
			Files.writeString(secret(), "0".repeat(SECRET_LENGTH - 1) + "\n");
			assertRefused(Reason.NO_ANSWER, () -> connect(client()), "does not answer");
			assertRefused(Reason.IN_USE, () -> server().listen(address()), "listens there already");
		}
	}

	@Test
	@DisplayName("is found by those who come while it is being prepared")
	void prepared() throws Exception {
		try (ServerSocketChannel early = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			early.bind(UnixDomainSocketAddress.of(socket()));
			CompletableFuture<FooInit> connecting = CompletableFuture.supplyAsync(() -> connect(client()));
			// It looks for the secret of this one; then there is another.
			early.accept().close();
			Files.delete(socket());
			server().listen(address());
			assertThat(connecting.join().makeFoo().add(1, 2)).isEqualTo(3);
		}
	}

}
