package dev.multiprocess.ipc.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.multiprocess.ipc.autoconfigure.IpcProperties.InterfaceSettings;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/**
 * What properties say of single remote interfaces.
 *
 * <p>
 * A wire name contains dots. In brackets it is one key; without them the dots make
 * levels, which a map cannot hold, so these properties are looked up by name.
 */
final class NamedInterfaces {

	private static final Pattern DOTTED_TIMEOUT = Pattern.compile("ipc\\.interfaces\\.(.+)\\.call-?[tT]imeout");

	private final Map<String, InterfaceSettings> bracketed;

	private final Environment environment;

	NamedInterfaces(Map<String, InterfaceSettings> bracketed, Environment environment) {
		this.bracketed = bracketed;
		this.environment = environment;
	}

	/** Returns what is said of the interface of that wire name. */
	InterfaceSettings of(String wireName) {
		InterfaceSettings dotted = Binder.get(this.environment)
			.bind(ConfigurationPropertyName.adapt("ipc.interfaces." + wireName, '.'),
					Bindable.of(InterfaceSettings.class))
			.orElse(InterfaceSettings.NONE);
		return this.bracketed.getOrDefault(wireName, InterfaceSettings.NONE).orElse(dotted);
	}

	/**
	 * Returns the call timeouts set, by wire name.
	 * @param known wire names to look up whatever the properties look like; others are
	 * found where they can be read from properties, unlike from environment variables
	 */
	Map<String, Duration> callTimeouts(Collection<String> known) {
		Set<String> names = new TreeSet<>(known);
		names.addAll(this.bracketed.keySet());
		dotted().forEach(names::add);
		Map<String, Duration> timeouts = new TreeMap<>();
		for (String name : names) {
			Duration timeout = of(name).callTimeout();
			if (timeout != null) {
				timeouts.put(name, timeout);
			}
		}
		return timeouts;
	}

	private Stream<String> dotted() {
		if (!(this.environment instanceof ConfigurableEnvironment configurable)) {
			return Stream.empty();
		}
		return configurable.getPropertySources()
			.stream()
			.filter(EnumerablePropertySource.class::isInstance)
			.flatMap((source) -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
			.map(DOTTED_TIMEOUT::matcher)
			.filter(Matcher::matches)
			.map((matcher) -> matcher.group(1));
	}

}
