package dev.multiprocess.ipc.functional;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.multiprocess.ipc.IncompatibleInterfaceException;
import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.testing.Version;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Values of two versions: what changed stops the methods that use it, and no others.
 */
@DisplayName("S34: between two versions of a value")
class ValueEvolutionTests extends VersionTest {

	@ParameterizedTest(name = "from {0} to {1}")
	@CsvSource(delimiter = ';', textBlock = """
			record Point(int x); record Point(int x, int y)
			record Point(int x, int y); record Point(int x)
			record Point(int x, int y); record Point(int x, int z)
			record Point(int x, int y); record Point(int y, int x)
			record Point(int x); record Point(long x)
			record Point(List<String> x); record Point(List<Long> x)
			record Point(Optional<Other> x); record Point(Optional<UUID> x)
			record Point(int x); final class Point
			class Point; final class Point
			""")
	@DisplayName("a record or class that changed stops the methods that use it, however deep")
	void valueChanged(String here, String there) throws Throwable {
		String contract = """
				%s {%s} record Deep(Map<String, Point> points) {} record Other(int a) {}
				int deep(List<Deep> a); Other other(Other a); Point result(); int open(Object a);
				int function(Function<Point, Integer> a);
				""";
		connect(contract.formatted(here, ""), contract.formatted(there, ""), """
				public int deep(List<Deep> a) { return a.size(); }
				public Other other(Other a) { return a; }
				public Point result() { return null; }
				public int open(Object a) { return 5; }
				public int function(Function<Point, Integer> a) { return a.apply(null); }
				""");
		IncompatibleInterfaceException refusal = refused("deep", List.of());
		assertThat(refusal.member()).isEqualTo("Api.deep");
		assertThat(refusal.here()).contains("Point").isNotEqualTo(refusal.there());
		assertThat(refusal.there()).contains("Point");
		assertThat(refused("result").member()).isEqualTo("Api.result");
		assertThat(call("other", make("Other", 3))).hasToString("Other[a=3]");
		assertThat(call("open", 1)).isEqualTo(5);
		UnaryOperator<Object> function = (point) -> 1;
		assertThat(catchThrowable(() -> call("function", function))).isInstanceOf(IncompatibleInterfaceException.class)
			.hasMessageContaining("Function.apply");
	}

	@Test
	@DisplayName("a field that a class got stops the methods that use the class")
	void fieldAdded() throws Throwable {
		connect("class Dto { public int a; } int take(Dto a); int same(int a);",
				"class Dto { public int a; public String b; } int take(Dto a); int same(int a);",
				"public int take(Dto a) { return a.a; } public int same(int a) { return a; }");
		IncompatibleInterfaceException refusal = refused("take", make("Dto"));
		assertThat(refusal.here()).isEqualTo("class v.Api$Dto{int a}");
		assertThat(refusal.there()).isEqualTo("class v.Api$Dto{int a, java.lang.String b}");
		assertThat(call("same", 1)).isEqualTo(1);
	}

	private static final String COLORS = """
			String name(Color a); Color color(String a); List<Color> all(List<Color> a); Color same(Color a);
			String set(EnumSet<Color> a); EnumSet<Color> allSet(); String map(EnumMap<Color, Integer> a);
			EnumMap<Color, Integer> allMap(); Object open(Object a); String key(Map<Color, Integer> a);
			enum Color { %s { @Override public int value() { return 1; } }; public int value() { return 0; } }
			""";

	private static final String COLORS_SERVED = """
			public String name(Color a) { return a + ""; }
			public Color color(String a) { return Color.valueOf(a); }
			public List<Color> all(List<Color> a) { return a; }
			public Color same(Color a) { return a; }
			public String set(EnumSet<Color> a) { return a.toString(); }
			public EnumSet<Color> allSet() { return EnumSet.range(Color.values()[0], Color.values()[1]); }
			public String map(EnumMap<Color, Integer> a) { return a.toString(); }
			public EnumMap<Color, Integer> allMap() {
				EnumMap<Color, Integer> all = new EnumMap<>(Color.class);
				for (Color color : allSet()) { all.put(color, color.name().length()); }
				return all;
			}
			public Object open(Object a) { return List.of(a, Color.RED); }
			public String key(Map<Color, Integer> a) { return a.toString(); }
			""";

	@ParameterizedTest(name = "from {0} to {1}")
	@CsvSource(delimiter = ';', textBlock = """
			RED,GREEN,HERE; GREEN,RED,THERE
			RED,GREEN,HERE; THERE,RED,GREEN,A,B,C,D,E,F,G,H,I,J
			A,B,C,D,E,F,G,H,I,J,HERE,GREEN,RED; RED,GREEN,THERE
			""")
	@DisplayName("constants of an enum are told apart by name, wherever they stand in their order")
	void constantsReordered(String here, String there) throws Throwable {
		connect(COLORS.formatted(here), COLORS.formatted(there), COLORS_SERVED);
		Object red = this.parent.constant("Color", "RED");
		Object green = this.parent.constant("Color", "GREEN");
		assertThat(call("name", red)).isEqualTo("RED");
		assertThat(call("name", green)).isEqualTo("GREEN");
		assertThat(call("same", red)).isSameAs(red);
		assertThat(call("color", "GREEN")).isSameAs(green);
		assertThat(call("all", List.of(red, green, red))).isEqualTo(List.of(red, green, red));
		assertThat((String) call("set", set(red, green))).contains("RED").contains("GREEN").hasSize(12);
		assertThat((String) call("map", map(Map.of(red, 1, green, 2)))).contains("RED=1").contains("GREEN=2");
		assertThat((String) call("key", Map.of(red, 1))).isEqualTo("{RED=1}");
		assertThat(call("open", green)).isEqualTo(List.of(green, red));
		assertThat(call("open", set(red, green))).isEqualTo(List.of(set(red, green), red));
	}

	@Test
	@DisplayName("a constant that the other program lacks is not sent, neither there nor back")
	void constantsLacking() throws Throwable {
		connect(COLORS.formatted("RED,GREEN,HERE"), COLORS.formatted("GREEN,RED,THERE"), COLORS_SERVED);
		Object here = this.parent.constant("Color", "HERE");
		Object red = this.parent.constant("Color", "RED");
		for (Object[] attempt : List.<Object[]>of(new Object[] { "name", here },
				new Object[] { "all", List.of(red, here) }, new Object[] { "set", set(red, here) },
				new Object[] { "map", map(Map.of(here, 1)) }, new Object[] { "key", Map.of(here, 1) },
				new Object[] { "open", here }, new Object[] { "open", set(here) })) {
			IncompatibleInterfaceException refusal = refused((String) attempt[0], attempt[1]);
			assertThat(refusal.member()).startsWith("Api." + attempt[0] + "(arg 0)").contains("Color.HERE");
			assertThat(refusal.there()).isEqualTo("the constants {GREEN,RED,THERE}");
			assertThat(call("name", red)).isEqualTo("RED");
		}
		IncompatibleInterfaceException returned = failing(IncompatibleInterfaceException.class, "color", "THERE");
		assertThat(returned.member()).startsWith("Api.color(result)").contains("Color.THERE");
		assertThat(returned.here()).isEqualTo("the constants {GREEN,RED,THERE}");
		assertThat(returned.there()).isEqualTo("the constants {RED,GREEN,HERE}");
		assertThat(call("color", "RED")).isSameAs(red);
		assertThat(call("allSet")).hasToString("[RED, GREEN]");
		assertThat(call("allMap")).hasToString("{RED=3, GREEN=5}");
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private Object set(Object... constants) {
		java.util.EnumSet set = java.util.EnumSet.noneOf((Class) this.parent.type("Color"));
		set.addAll(List.of(constants));
		return set;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static Object map(Map<?, ?> content) {
		return new EnumMap((Map) content);
	}

	@ParameterizedTest(name = "from {0} to {1}")
	@CsvSource(delimiter = ';', textBlock = """
			public int code = 1; public long code = 2
			public int code = 1; public int code = 2, more = 3
			public Point at = new Point(1); public Point at = new Point(1, 2)
			public Point[] at = {}; public Point[] at = {}
			""")
	@DisplayName("an exception whose fields changed arrives with its message, as another type")
	void exceptionChanged(String here, String there) throws Throwable {
		String contract = "class Broken extends Exception { %s; public Broken(String a) { super(a); } }"
				+ "record Point(%s) { } void fail() throws Broken; void work() throws Broken;";
		connect(contract.formatted(here, "int x"), contract.formatted(there, "int x, int y"),
				"public void fail() throws Broken { throw new Broken(\"why\"); } public void work() throws Broken { }");
		assertThat(catchThrowable(() -> call("fail"))).isInstanceOf(RemoteCallException.class)
			.hasMessageContaining("why")
			.hasMessageContaining("v.Api$Broken");
		call("work");
	}

	@Test
	@DisplayName("an exception that holds what the other program lacks arrives with its message, as another type")
	void exceptionHoldsUnknown() throws Throwable {
		String contract = "sealed interface Shape { } record Dot() implements Shape { } %s void fail() throws Broken;"
				+ "class Broken extends Exception { public Shape at; public Broken(String a) { super(a); } }";
		connect(contract.formatted(""), contract.formatted("record Ring() implements Shape { }"),
				"public void fail() throws Broken { Broken ex = new Broken(\"why\"); ex.at = new Ring(); throw ex; }");
		assertThat(catchThrowable(() -> call("fail"))).isInstanceOf(RemoteCallException.class)
			.hasMessageContaining("why")
			.hasMessageContaining("v.Api$Broken");
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = ';', textBlock = """
			sealed interface Shape permits Dot, Ring; sealed interface Shape permits Ring
			interface Shape; interface Shape
			""")
	@DisplayName("a class that is no longer what is declared fails where it is passed as that, and only there")
	void noLongerSubtype(String here, String there) throws Throwable {
		String contract = "%s { } record Ring(int r) implements Shape { } record Dot(int x) %s { }"
				+ "int shape(Shape a); int dot(Dot a); int ring(Ring a);";
		connect(contract.formatted(here, "implements Shape"), contract.formatted(there, ""),
				"public int shape(Shape a) { return 1; } public int dot(Dot a) { return a.x(); }"
						+ "public int ring(Ring a) { return a.r(); }");
		assertThat(call("dot", make("Dot", 5))).isEqualTo(5);
		IncompatibleInterfaceException refusal = refused("shape", make("Dot", 5));
		assertThat(refusal.member()).isEqualTo("v.Api$Dot");
		assertThat(refusal.here()).isEqualTo("one that is a v.Api$Shape");
		assertThat(refusal.there()).isEqualTo("one that is not");
		assertThat(call("shape", make("Ring", 5))).isEqualTo(1);
		assertThat(call("dot", make("Dot", 6))).isEqualTo(6);
	}

	@Test
	@DisplayName("an exception whose fields are the same arrives as itself")
	void exceptionUnchanged() throws Throwable {
		String contract = "record Point(int x) { } void fail() throws Broken;"
				+ "class Broken extends Exception { public Point at = new Point(7); public Broken(String a) { super(a); } }";
		Version parent = Version.of(contract, null);
		connect(parent, Version.of(contract, "public void fail() throws Broken { throw new Broken(\"why\"); }"));
		Throwable thrown = catchThrowable(() -> call("fail"));
		assertThat(thrown).isInstanceOf(parent.type("Broken")).hasMessage("why");
		assertThat(thrown.getClass().getField("at").get(thrown)).hasToString("Point[x=7]");
	}

}
