package dev.multiprocess.ipc.functional;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.testing.DefaultFooInit;
import dev.multiprocess.ipc.testing.Foo;
import dev.multiprocess.ipc.testing.FooInit;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gives each test programs, all in this JVM, and a path at which they may meet.
 */
@ExtendWith(LeftoverCheck.class)
abstract class ListenTest {

	@TempDir
	Path folder;

	private final List<Ipc> programs = new ArrayList<>();

	/** What servers have made, for tests to reach past the connection. */
	final List<Foo> served = new CopyOnWriteArrayList<>();

	/** Closed in the order in which they came about: those who listen first. */
	@AfterEach
	void closePrograms() {
		this.programs.forEach(Ipc::close);
	}

	Path socket() {
		return this.folder.resolve("s");
	}

	Path secret() {
		return this.folder.resolve("s.secret");
	}

	String address() {
		return "unix:" + socket();
	}

	/** Returns a program that serves a {@link FooInit}. */
	Ipc server(UnaryOperator<Ipc.Builder> settings) {
		AtomicReference<Ipc> self = new AtomicReference<>();
		self.set(settings.apply(Ipc.builder().init(new DefaultFooInit(self::get, this.served::add))).build());
		this.programs.add(self.get());
		return self.get();
	}

	Ipc server() {
		return server((builder) -> builder);
	}

	/** Returns a program that serves nothing. */
	Ipc client() {
		return client((builder) -> builder);
	}

	Ipc client(UnaryOperator<Ipc.Builder> settings) {
		Ipc client = settings.apply(Ipc.builder()).build();
		this.programs.add(client);
		return client;
	}

	FooInit connect(Ipc client) {
		return client.connect(address(), FooInit.class).orElseThrow();
	}

}
