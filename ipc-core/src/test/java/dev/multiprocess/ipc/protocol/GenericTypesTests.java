package dev.multiprocess.ipc.protocol;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Generic declarations mean what they mean where they are inherited.
 */
@DisplayName("S3: generic types")
class GenericTypesTests {

	interface Repository<K, V extends Number> {

		Map<K, List<? extends V>> all(V[] some, K[] keys);

		<T extends Comparable<T>> T own(T value, Function<? super K, ?> function);

	}

	interface Named<V extends Number> extends Repository<String, V> {

	}

	interface Counts extends Named<Integer> {

	}

	record Bounded<N extends Number>(N value) {
	}

	interface Holder {

		Bounded<?> any();

		Function<String, List<Integer>> plain();

	}

	@Test
	@DisplayName("are resolved through all levels of inheritance")
	void variablesAreResolvedThroughInheritance() throws Exception {
		var method = Repository.class.getMethod("all", Number[].class, Object[].class);
		assertThat(GenericTypes.resolve(method.getGenericReturnType(), Counts.class).getTypeName())
			.isEqualTo("java.util.Map<java.lang.String, java.util.List<java.lang.Integer>>");
		assertThat(GenericTypes.resolve(method.getGenericParameterTypes()[0], Counts.class)).isEqualTo(Integer[].class);
		assertThat(GenericTypes.resolve(method.getGenericParameterTypes()[1], Counts.class)).isEqualTo(String[].class);
	}

	@Test
	@DisplayName("are resolved with the arguments of the context")
	void contextsMayHaveArguments() throws Exception {
		var method = Repository.class.getMethod("all", Number[].class, Object[].class);
		Type context = GenericTypes.parameterized(Named.class, Long.class);
		assertThat(GenericTypes.resolve(method.getGenericParameterTypes()[0], context)).isEqualTo(Long[].class);
		assertThat(GenericTypes.resolve(method.getGenericParameterTypes()[0], Named.class)).isEqualTo(Number[].class);
	}

	@Test
	@DisplayName("become their bound where nothing is known, even if it names itself")
	void unknownVariablesBecomeTheirBound() throws Exception {
		var method = Repository.class.getMethod("own", Comparable.class, Function.class);
		assertThat(GenericTypes.resolve(method.getGenericReturnType(), Counts.class).getTypeName())
			.isEqualTo("java.lang.Comparable<java.lang.Comparable>");
		assertThat(GenericTypes.resolve(method.getGenericParameterTypes()[1], Counts.class).getTypeName())
			.isEqualTo("java.util.function.Function<java.lang.Object, java.lang.Object>");
		assertThat(GenericTypes.resolve(Holder.class.getMethod("any").getGenericReturnType(), Holder.class))
			.isEqualTo(GenericTypes.parameterized(Bounded.class, Number.class));
	}

	@Test
	@DisplayName("are equal to those of the JDK and named by their parts")
	void resolvedTypesAreKeys() throws Exception {
		Type jdk = Holder.class.getMethod("plain").getGenericReturnType();
		Type ours = GenericTypes.resolve(jdk, Holder.class);
		assertThat(ours).isEqualTo(jdk).hasSameHashCodeAs(jdk).isNotSameAs(jdk);
		assertThat(jdk).isEqualTo(ours);
		assertThat(ours.getTypeName())
			.isEqualTo("java.util.function.Function<java.lang.String, java.util.List<java.lang.Integer>>");
		assertThat(((ParameterizedType) ours).getRawType()).isEqualTo(Function.class);
		assertThat(GenericTypes.erase(ours)).isEqualTo(Function.class);
	}

}
