package dev.multiprocess.ipc.functional;

import java.util.List;

import dev.multiprocess.ipc.IncompatibleInterfaceException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.testing.Version;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Methods of two versions: those that match work, before and after a call of one that
 * does not.
 */
@DisplayName("S34: between two versions of an interface")
class EvolutionTests extends VersionTest {

	@Test
	@DisplayName("a method that only the worker has changes nothing")
	void methodAddedByWorker() throws Throwable {
		connect("int add(int a, int b);", "int abs(int a); int add(int a, int b); int sub(int a, int b);", """
				public int abs(int a) { return a < 0 ? -a : a; }
				public int add(int a, int b) { return a + b; }
				public int sub(int a, int b) { return a - b; }
				""");
		assertThat(call("add", 1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("a method that only the parent has fails when it is called, no other")
	void methodAddedByParent() throws Throwable {
		connect("int abs(int a); int add(int a, int b); int sub(int a, int b);", "int add(int a, int b);",
				"public int add(int a, int b) { return a + b; }");
		assertThat(call("add", 1, 2)).isEqualTo(3);
		IncompatibleInterfaceException refusal = refused("sub", 1, 2);
		assertThat(refusal.member()).isEqualTo("Api.sub");
		assertThat(refusal.here()).isEqualTo("(int, int) int");
		assertThat(refusal.there()).isEqualTo("no such method");
		assertThat(call("add", 1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("overloads are told apart, and named where one of them is missing")
	void overloads() throws Throwable {
		connect("String of(int a); String of(String a, int b);",
				"String of(long a); String of(String a, int b); String of(String a, long b);", """
						public String of(long a) { return "long"; }
						public String of(String a, int b) { return "int"; }
						public String of(String a, long b) { return "long"; }
						""");
		assertThat(call("of", "a", 1)).isEqualTo("int");
		IncompatibleInterfaceException refusal = refused("of", 1);
		assertThat(refusal.here()).isEqualTo("(int) java.lang.String");
		assertThat(refusal.there()).contains("(long) java.lang.String").contains("(java.lang.String, long)");
	}

	@Test
	@DisplayName("a default method that the worker lacks runs here")
	void defaultMethodRunsHere() throws Throwable {
		connect("int add(int a, int b); default int twice(int a) { return add(a, a); }", "int add(int a, int b);",
				"public int add(int a, int b) { return a + b; }");
		assertThat(call("twice", 21)).isEqualTo(42);
	}

	@Test
	@DisplayName("a default method that the worker has in another form runs nowhere")
	void defaultMethodThatDiffers() throws Throwable {
		connect("default int twice(int a) { return 2 * a; }", "long twice(int a);",
				"public long twice(int a) { return 2L * a; }");
		assertThat(refused("twice", 1).there()).isEqualTo("(int) long");
	}

	@ParameterizedTest(name = "from {0} to {1}")
	@CsvSource(delimiter = ';', textBlock = """
			void put(List<String> a); void put(List<Integer> a)
			List<String> put(String a); Set<String> put(String a)
			void put(Map<String, List<Long>> a); void put(Map<String, List<UUID>> a)
			void put(Function<String, String> a); void put(Function<String, Long> a)
			<T extends Number> void put(T a); <T extends Number> String put(T a)
			""")
	@DisplayName("a signature that changed is refused, type arguments included")
	void signatureChanged(String here, String there) throws Throwable {
		connect(here + ";", there + ";", "public " + there + " { throw new IllegalStateException(); }");
		IncompatibleInterfaceException refusal = refused("put", (Object) null);
		assertThat(refusal.here()).isNotEqualTo(refusal.there()).startsWith("(").doesNotContain("v.Api");
	}

	@Test
	@DisplayName("names of parameters and of type parameters mean nothing")
	void parametersRenamed() throws Throwable {
		connect("record Box<T>(T content) {} <E extends Number> E put(E first, Box<E> second);",
				"record Box<E>(E content) {} <T extends Number> T put(T second, Box<T> third);",
				"public <N extends Number> N put(N a, Box<N> b) { return b.content(); }");
		assertThat(call("put", 1, make("Box", 2))).isEqualTo(2);
	}

	@Test
	@DisplayName("an interface that changed matters when it is called, not where it is returned or passed")
	void nestedInterfaceChanged() throws Throwable {
		connect("@RemoteInterface interface Part { int same(); int changed(); } Part part(); int same(Part part);",
				"@RemoteInterface interface Part { int same(); String changed(); } Part part(); int same(Part part);",
				"""
						public Part part() {
							return new Part() {
								public int same() { return 7; }
								public String changed() { return ""; }
							};
						}
						public int same(Part part) { return part.same(); }
						""");
		Object part = call("part");
		assertThat(part).isNotNull();
		assertThat(Version.call(part, "same")).isEqualTo(7);
		assertThat(call("same", part)).isEqualTo(7);
		assertThatExceptionOfType(IncompatibleInterfaceException.class).isThrownBy(() -> Version.call(part, "changed"))
			.withMessageContaining("Part.changed");
		assertThat(call("same", part)).isEqualTo(7);
	}

	@Test
	@DisplayName("a callback that changed fails for the one who calls it, and tells who has which")
	void callbackChanged() throws Throwable {
		String contract = "interface Parts { } @RemoteInterface interface Part { int same(); int %s(); } String visit(Part part);";
		Version parent = Version.of(contract.formatted("old") + """
				class MyPart implements Part {
					public int same() { return 1; }
					public int old() { return 2; }
				}
				""", null);
		connect(parent, Version.of(contract.formatted("added"), """
				public String visit(Part part) {
					int before = part.same();
					try { part.added(); return "called"; }
					catch (IncompatibleInterfaceException ex) { return before + part.same() + ex.getMessage(); }
				}
				"""));
		assertThat(call("visit", make("MyPart"))).asString()
			.startsWith("2Part.added differs")
			.contains("has () int, process parent[")
			.contains("] has no such method");
	}

	@Test
	@DisplayName("an interface that extends another one only here can still be passed as that one")
	void parentOfInterfaceRemoved() throws Throwable {
		String base = "@RemoteInterface interface Base { int base(); } int visit(Base base); ";
		Version parent = Version.of(base + "@RemoteInterface interface Part extends Base { int own(); }"
				+ "class MyPart implements Part { public int base() { return 1; } public int own() { return 2; } }",
				null);
		connect(parent, Version.of(base + "@RemoteInterface interface Part { int own(); } int own(Part part);", """
				public int visit(Base base) { return base.base() + ((Part) base).own(); }
				public int own(Part part) { return part.own(); }
				"""));
		assertThat(call("visit", make("MyPart"))).isEqualTo(3);
	}

	@Test
	@DisplayName("a worker that serves more than the interface serves the interface")
	void initOfMoreInterfaces() throws Throwable {
		Version worker = Version.of("@RemoteInterface interface More extends Api { int two(); } int one();", """
				public int one() { return 1; }
				public static class Both extends Served implements More { public int two() { return 2; } }
				""");
		connect(Version.of("int one();", null), worker, "Served$Both");
		assertThat(call("one")).isEqualTo(1);
	}

	@Test
	@DisplayName("what was a value there and is a reference here is refused")
	void valueBecomesReference() throws Throwable {
		connect("@RemoteInterface interface Part { } record Bag(Part part) { } int take(Part a); int bag(List<Bag> a);",
				"record Part() { } record Bag(Part part) { } int take(Part a); int bag(List<Bag> a);",
				"public int take(Part a) { return 1; } public int bag(List<Bag> a) { return 2; }");
		assertThat(refused("take", (Object) null).here()).isEqualTo("(remote v.Api$Part) int");
		assertThat(refused("bag", List.of()).here()).contains("Bag(remote v.Api$Part part)");
	}

	@Test
	@DisplayName("a value of a class that the worker lacks fails alone, with its path")
	void permittedSubclassAdded() throws Throwable {
		connect("sealed interface Shape { } record Dot(int x) implements Shape { } record Line(int x) implements Shape { }"
				+ "String draw(List<Shape> a); Shape any(boolean old);",
				"""
						sealed interface Shape { } record Dot(int x) implements Shape { } record Ring(int r) implements Shape { }
						String draw(List<Shape> a); Shape any(boolean old);
						""",
				"""
						public String draw(List<Shape> a) { return a.toString(); }
						public Shape any(boolean old) { return old ? new Dot(1) : new Ring(2); }
						""");
		assertThat(call("draw", List.of(make("Dot", 5)))).isEqualTo("[Dot[x=5]]");
		TypeNotAllowedException sent = failing(TypeNotAllowedException.class, "draw", List.of(make("Line", 5)));
		assertThat(sent.path()).isEqualTo("Api.draw(arg 0)[]");
		assertThat(sent.type()).isEqualTo("v.Api$Line");
		assertThat(sent.remedy()).contains(peer());
		assertThat(call("any", true)).hasToString("Dot[x=1]");
		TypeNotAllowedException returned = failing(TypeNotAllowedException.class, "any", false);
		assertThat(returned.path()).isEqualTo("Api.any(result)");
		assertThat(returned.type()).isEqualTo("v.Api$Ring");
		assertThat(call("draw", List.of(make("Dot", 5)))).isEqualTo("[Dot[x=5]]");
	}

}
