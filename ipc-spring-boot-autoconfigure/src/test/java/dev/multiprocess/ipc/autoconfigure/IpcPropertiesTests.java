package dev.multiprocess.ipc.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What editors know of the properties.
 */
@DisplayName("The metadata of the properties")
class IpcPropertiesTests {

	private static final String NESTED = "META-INF/spring/configuration-metadata/dev.multiprocess.ipc.autoconfigure.IpcProperties$";

	@ParameterizedTest
	@ValueSource(classes = { IpcProperties.ProcessSettings.class, IpcProperties.InterfaceSettings.class })
	@DisplayName("describe each key of a nested entry")
	void nestedKeysAreDescribed(Class<?> type) throws IOException {
		assertThat(described(NESTED + type.getSimpleName() + ".json")).containsExactlyInAnyOrder(keys("", type));
	}

	@Test
	@DisplayName("describe each key")
	void keysAreDescribed() throws IOException {
		assertThat(described("META-INF/spring-configuration-metadata.json"))
			.contains(keys("ipc.serialization.", IpcProperties.SerializationSettings.class))
			.contains("ipc.enabled", "ipc.process", "ipc.interfaces", "ipc.expose", "ipc.observation.enabled")
			.contains("management.endpoint.ipc.access", "management.endpoint.ipc.cache.time-to-live")
			.hasSize(keys("ipc.serialization.", IpcProperties.SerializationSettings.class).length + 7);
	}

	private static String[] keys(String prefix, Class<?> type) {
		return Arrays.stream(type.getRecordComponents())
			.flatMap((component) -> keys(prefix, component))
			.toArray(String[]::new);
	}

	private static Stream<String> keys(String prefix, RecordComponent component) {
		String key = prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
		return component.getType().isRecord() ? Arrays.stream(keys(key + ".", component.getType())) : Stream.of(key);
	}

	private static List<String> described(String resource) throws IOException {
		try (InputStream in = IpcProperties.class.getClassLoader().getResourceAsStream(resource)) {
			assertThat(in).as(resource).isNotNull();
			List<Map<String, Object>> properties = JsonPath.read(in, "$.properties");
			assertThat(properties).allSatisfy((property) -> {
				assertThat(ConfigurationPropertyName.isValid((String) property.get("name"))).isTrue();
				assertThat((String) property.get("description")).as(String.valueOf(property.get("name")))
					.isNotBlank()
					.endsWith(".")
					.doesNotStartWith("The ")
					.doesNotStartWith("A ");
			});
			return properties.stream().map((property) -> (String) property.get("name")).toList();
		}
	}

}
