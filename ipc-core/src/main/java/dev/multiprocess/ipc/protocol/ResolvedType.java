package dev.multiprocess.ipc.protocol;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A generic class with arguments, named alike in every program.
 */
final class ResolvedType implements ParameterizedType {

	private final Class<?> type;

	private final Type[] arguments;

	ResolvedType(Class<?> type, Type... arguments) {
		this.type = type;
		this.arguments = arguments.clone();
	}

	@Override
	public Type[] getActualTypeArguments() {
		return this.arguments.clone();
	}

	@Override
	public Type getRawType() {
		return this.type;
	}

	@Override
	public @Nullable Type getOwnerType() {
		return this.type.getDeclaringClass();
	}

	@Override
	public String getTypeName() {
		return this.type.getTypeName()
				+ Arrays.stream(this.arguments).map(Type::getTypeName).collect(Collectors.joining(", ", "<", ">"));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ParameterizedType that && this.type.equals(that.getRawType())
				&& Objects.equals(getOwnerType(), that.getOwnerType())
				&& Arrays.equals(this.arguments, that.getActualTypeArguments());
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.arguments) ^ Objects.hashCode(getOwnerType()) ^ this.type.hashCode();
	}

	@Override
	public String toString() {
		return getTypeName();
	}

}
