package dev.multiprocess.ipc.process;

import java.util.HashMap;
import java.util.Map;

import dev.multiprocess.ipc.ProcessSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("The environment of a process")
class ChildEnvironmentTests {

	private final Map<String, String> own = new HashMap<>(
			Map.of("PATH", "/bin", "LC_ALL", "C", "LC_TIME", "de", "SECRET_KEY", "x", "HOMER", "d'oh"));

	@Test
	@DisplayName("holds what the allow-list names, and nothing else")
	void allowList() {
		assertThat(of(spec())).isEqualTo(Map.of("PATH", "/bin", "LC_ALL", "C", "LC_TIME", "de"));
	}

	@Test
	@DisplayName("takes a star for any characters, and all others literally")
	void patterns() {
		this.own.put("AxB", "1");
		this.own.put("AB", "2");
		assertThat(of(spec().inheritEnvironment("A*B"))).containsOnlyKeys("AxB", "AB");
		assertThat(of(spec().inheritEnvironment("A.B"))).isEmpty();
		assertThat(of(spec().inheritEnvironment("*E*T*"))).containsOnlyKeys("SECRET_KEY");
	}

	@Test
	@DisplayName("prefers the values given to those inherited")
	void ownValuesWin() {
		assertThat(of(spec().environment("PATH", "/opt").environment("NEW", ""))).containsEntry("PATH", "/opt")
			.containsEntry("NEW", "");
	}

	@ParameterizedTest
	@ValueSource(strings = { "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH", "LD_PRELOAD",
			"SPRING_PROFILES_ACTIVE", "SPRING_DATASOURCE_PASSWORD" })
	@DisplayName("inherits dangerous variables only when they are named in full")
	void dangerousVariables(String name) {
		this.own.put(name, "1");
		assertThat(of(spec().inheritEnvironment("*", name.charAt(0) + "*", "SPRING_*"))).doesNotContainKey(name)
			.containsKey(name.startsWith("S") ? "SECRET_KEY" : "PATH");
		assertThat(of(spec().inheritEnvironment("*", name))).containsEntry(name, "1");
		assertThat(of(spec().environment(name, "2"))).containsEntry(name, "2");
	}

	@Test
	@DisplayName("refuses a variable that a shell would drop")
	void variableThatGetsLost() {
		assertThatIllegalArgumentException().isThrownBy(() -> of(spec().environment("a.b", "1")))
			.withMessageContaining("'a.b'");
	}

	private static ProcessSpec.Builder spec() {
		return ProcessSpec.command("worker");
	}

	private Map<String, String> of(ProcessSpec.Builder spec) {
		return ChildEnvironment.of(spec.build(), this.own);
	}

}
