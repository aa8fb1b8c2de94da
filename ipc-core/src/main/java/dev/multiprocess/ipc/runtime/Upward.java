package dev.multiprocess.ipc.runtime;

import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.Redirection;
import org.jspecify.annotations.Nullable;

/**
 * The way from a spawned process to the objects of its parent, open from when the parent
 * is reached. Safe for use by any number of threads.
 */
final class Upward {

	/**
	 * As long as who listens to connections waits for a hello, which the parent has said.
	 */
	private static final long PATIENCE_SECONDS = 30;

	private final Function<Parent, Connection> connector;

	private volatile @Nullable RootObjects objects;

	/**
	 * Creates the way.
	 * @param connector returns the connection to the parent, made if need be
	 */
	Upward(Function<Parent, Connection> connector) {
		this.connector = connector;
	}

	/** Returns the parent's objects; null if the parent has not been reached. */
	private @Nullable RootObjects objects() {
		RootObjects known = this.objects;
		Parent parent = (known == null) ? Parent.reached().orElse(null) : null;
		if (parent == null) {
			return known;
		}
		Connection connection = greeted(this.connector.apply(parent));
		synchronized (this) {
			if (this.objects == null) {
				this.objects = new RootObjects(connection);
			}
			return this.objects;
		}
	}

	/** Waits for the parent's hello; one that ends before ends the wait as well. */
	private static Connection greeted(Connection connection) {
		connection.peer()
			.handle((peer, failure) -> true)
			.completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS)
			.join();
		return connection;
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
			RootObjects current = objects();
			if (current == null) {
				throw new IllegalStateException(
						this + " cannot be called: this program has no parent, or has not reached it yet");
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
