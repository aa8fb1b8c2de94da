package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An object and how it is passed. Compares objects by identity, since equal ones are
 * still two. An export is its own key, as there may be very many.
 */
class ExportKey {

	final Object object;

	final @Nullable Type functionalType;

	ExportKey(Object object, @Nullable Type functionalType) {
		this.object = object;
		this.functionalType = functionalType;
	}

	@Override
	public final boolean equals(@Nullable Object other) {
		return other instanceof ExportKey key && key.object == this.object
				&& Objects.equals(key.functionalType, this.functionalType);
	}

	@Override
	public final int hashCode() {
		return System.identityHashCode(this.object) * 31 + Objects.hashCode(this.functionalType);
	}

}
