package dev.multiprocess.ipc;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * Stands around every call that a program makes or serves: for what all calls need and no
 * interface says, such as tracing and measuring.
 *
 * <p>
 * The calls in which a stream or a future that crossed is read or completed are among
 * them; their methods belong to types of this library. Implementations have to be safe
 * for use by any number of threads.
 */
public interface CallInterceptor {

	/**
	 * Stands around a call that this program makes, on the thread of its caller. Metadata
	 * that is {@linkplain CallContext#with added} here goes along.
	 * @param peer what the process called is called here
	 * @param method the method of the interface
	 * @param call makes the call
	 * @return what the caller gets
	 * @throws Throwable what the caller gets instead
	 */
	default @Nullable Object made(String peer, Method method, Body call) throws Throwable {
		return call.run();
	}

	/**
	 * Stands around a call that this program serves, on the thread that serves it.
	 * {@link CallContext#current()} tells of the call.
	 * @param peer what the process that calls is called here
	 * @param method the method of the interface
	 * @param call calls the object
	 * @return what the caller gets
	 * @throws Throwable what the caller gets instead
	 */
	default @Nullable Object served(String peer, Method method, Body call) throws Throwable {
		return call.run();
	}

	/**
	 * The call itself. To be run once, on the thread that it was handed to.
	 */
	@FunctionalInterface
	interface Body {

		/**
		 * Runs the call.
		 * @return its result
		 * @throws Throwable its exception
		 */
		@Nullable Object run() throws Throwable;

	}

}
