package dev.multiprocess.ipc.runtime;

import java.lang.reflect.Method;

import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.Redirection;
import org.jspecify.annotations.Nullable;

/**
 * The way from a spawned process to the objects of its parent, open from when it serves.
 * Safe for use by any number of threads.
 */
final class Upward {

	private volatile @Nullable RootObjects objects;

	/** Takes in the connection to the parent. */
	void connected(Connection connection) {
		this.objects = new RootObjects(connection);
	}

	/** Returns an object that stands for one of the parent. */
	<T> T object(Class<T> type) {
		return Redirection.newProxy(type, new ParentProxy(type));
	}

	/** Stands for one object of the parent. */
	private final class ParentProxy extends SharedProxy {

		private final Class<?> type;

		ParentProxy(Class<?> type) {
			this.type = type;
		}

		@Override
		public Object currentTarget() {
			RootObjects current = Upward.this.objects;
			if (current == null) {
				throw new IllegalStateException(
						this + " cannot be called: this program does not serve a parent, or not yet");
			}
			return current.object(this.type);
		}

		@Override
		@Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
			return call(currentTarget(), method, arguments);
		}

		@Override
		public String toString() {
			return this.type.getSimpleName() + "@parent";
		}

	}

}
