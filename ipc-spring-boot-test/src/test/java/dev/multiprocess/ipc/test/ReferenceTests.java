package dev.multiprocess.ipc.test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

import com.jayway.jsonpath.JsonPath;
import dev.multiprocess.ipc.autoconfigure.IpcProperties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the reference for users is true: its code compiles, its properties are all there
 * are.
 */
@DisplayName("The reference")
class ReferenceTests {

	private static final Path REFERENCE = Path.of("../docs/spring.md");

	private static final String MARK = "<!-- properties -->\n";

	private static final String IMPORTS = """
			package example;
			import dev.multiprocess.ipc.*;
			import dev.multiprocess.ipc.autoconfigure.*;
			import dev.multiprocess.ipc.test.*;
			import org.junit.jupiter.api.Test;
			import org.springframework.beans.factory.annotation.Autowired;
			import org.springframework.boot.*;
			import org.springframework.boot.autoconfigure.SpringBootApplication;
			import org.springframework.boot.test.context.SpringBootTest;
			import org.springframework.context.annotation.*;
			import org.springframework.context.event.EventListener;
			import org.springframework.stereotype.Component;
			import static org.assertj.core.api.Assertions.assertThat;
			""";

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	private static final Pattern PUBLIC = Pattern.compile("public (?:interface|class) (\\w+)");

	@TempDir
	private Path folder;

	@Test
	@DisplayName("has code that compiles")
	void code() throws IOException {
		List<String> arguments = new ArrayList<>(
				List.of("-d", this.folder.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")));
		List<String> blocks = JAVA.matcher(Files.readString(REFERENCE))
			.results()
			.map((block) -> block.group(1))
			.toList();
		assertThat(blocks).hasSizeGreaterThan(6);
		for (String block : blocks) {
			String name = PUBLIC.matcher(block)
				.results()
				.map((match) -> match.group(1))
				.findFirst()
				.orElse("Block" + arguments.size());
			arguments.add(Files.writeString(this.folder.resolve(name + ".java"), IMPORTS + block).toString());
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
	}

	/** The table is copied from what this test says when it fails. */
	@Test
	@DisplayName("has all properties as the metadata describe them")
	void properties() throws IOException {
		String text = Files.readString(REFERENCE);
		assertThat(text.substring(text.indexOf(MARK) + MARK.length())).isEqualTo(table());
	}

	private static String table() throws IOException {
		Map<String, String> rows = new TreeMap<>();
		rows("", "META-INF/spring-configuration-metadata.json", rows);
		String nested = "META-INF/spring/configuration-metadata/" + IpcProperties.class.getName() + "$";
		rows("ipc.process.*.", nested + "ProcessSettings.json", rows);
		rows("ipc.interfaces.*.", nested + "InterfaceSettings.json", rows);
		rows.keySet().removeAll(List.of("ipc.process", "ipc.interfaces"));
		StringBuilder table = new StringBuilder("| property | meaning |\n| --- | --- |\n");
		rows.forEach((key, description) -> table.append("| `%s` | %s |%n".formatted(key, description)));
		return table.toString().replace(System.lineSeparator(), "\n");
	}

	private static void rows(String prefix, String resource, Map<String, String> rows) throws IOException {
		try (InputStream in = IpcProperties.class.getClassLoader().getResourceAsStream(resource)) {
			List<Map<String, Object>> properties = JsonPath.read(in, "$.properties");
			properties.stream()
				.filter((property) -> property.get("sourceType") == null
						|| String.valueOf(property.get("sourceType")).startsWith("dev.multiprocess."))
				.forEach((property) -> rows.put(prefix + property.get("name"), description(property)));
		}
	}

	private static String description(Map<String, Object> property) {
		String text = String.valueOf(property.get("description"))
			.replace(" If a duration suffix is not specified, seconds will be used.", "")
			.replace("|", "\\|");
		Object value = property.get("defaultValue");
		return (value != null) ? text + " Default: `" + value + "`." : text;
	}

}
