package dev.multiprocess.ipc.functional;

import java.io.File;
import java.nio.file.Path;
import java.util.stream.Stream;

import dev.multiprocess.ipc.IncompatibleInterfaceException;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.testing.Version;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Two JVMs, each with its own version of one contract that has changed in every way.
 */
@DisplayName("S34: between two versions in two JVMs")
class EvolutionIT extends VersionTest {

	private static final String COMMON = """
			record Same(int x, Color color) { }
			sealed interface Shape { }
			record Dot(int x) implements Shape { }
			@RemoteInterface interface Part { int same(); int %s(); }
			enum Color { %s }
			record Changed(%s) { }
			%s
			class Broken extends Exception { %s public Broken(String a) { super(a); } }
			Same same(Same a); Changed changed(Changed a); Shape draw(Shape a); Part part();
			int add(int first, int second); void fail() throws Broken;
			""";

	@TempDir
	private Path folder;

	@Test
	@DisplayName("what matches works, before and after a call of what does not")
	void twoJvms() throws Throwable {
		Version.of(COMMON.formatted("added", "GREEN,NEW,RED", "int x, int y", "", "int code = 1;"), """
				public Same same(Same a) { return a; }
				public Changed changed(Changed a) { return a; }
				public Shape draw(Shape a) { return a; }
				public Part part() {
					return new Part() { public int same() { return 7; } public int added() { return 8; } };
				}
				public int add(int a, int b) { return a + b; }
				public void fail() throws Broken { throw new Broken("why"); }
				""").writeTo(this.folder);
		Path[] classPath = Stream
			.concat(Stream.of(this.folder),
					Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of))
			.toArray(Path[]::new);
		connect(Version.of(COMMON.formatted("removed", "OLD,RED,GREEN", "int x",
				"record Ring(int r) implements Shape { } default int twice(int a) { return 2 * a; }", "long code = 1;"),
				null), ProcessSpec.java("v.Worker").classPath(classPath));
		for (int round = 0; round < 2; round++) {
			matching();
			differing();
		}
		matching();
	}

	private void matching() throws Throwable {
		Object same = make("Same", 1, this.parent.constant("Color", "RED"));
		assertThat(call("same", same)).isEqualTo(same);
		assertThat(call("draw", make("Dot", 3))).isEqualTo(make("Dot", 3));
		assertThat(call("add", 1, 2)).isEqualTo(3);
		assertThat(call("twice", 4)).isEqualTo(8);
		Object part = call("part");
		assertThat(part).isNotNull();
		assertThat(Version.call(part, "same")).isEqualTo(7);
		assertThat(catchThrowable(() -> Version.call(part, "removed")))
			.isInstanceOf(IncompatibleInterfaceException.class);
	}

	private void differing() throws Throwable {
		assertThat(refused("changed", make("Changed", 1)).there()).isEqualTo("record v.Api$Changed(int x, int y)");
		assertThat(refused("same", make("Same", 1, this.parent.constant("Color", "OLD"))).there())
			.isEqualTo("the constants {GREEN,NEW,RED}");
		assertThat(failing(TypeNotAllowedException.class, "draw", make("Ring", 3)).type()).isEqualTo("v.Api$Ring");
		assertThat(catchThrowable(() -> call("fail"))).isInstanceOf(RemoteCallException.class)
			.hasMessageContaining("why");
	}

}
