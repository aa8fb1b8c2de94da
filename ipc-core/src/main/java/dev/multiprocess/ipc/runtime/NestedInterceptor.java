package dev.multiprocess.ipc.runtime;

import java.lang.reflect.Method;

import dev.multiprocess.ipc.CallInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * One interceptor around another.
 *
 * @param outer the one that begins first and ends last
 * @param inner the other
 */
record NestedInterceptor(CallInterceptor outer, CallInterceptor inner) implements CallInterceptor {

	@Override
	public @Nullable Object made(String peer, Method method, Body call) throws Throwable {
		return this.outer.made(peer, method, () -> this.inner.made(peer, method, call));
	}

	@Override
	public @Nullable Object served(String peer, Method method, Body call) throws Throwable {
		return this.outer.served(peer, method, () -> this.inner.served(peer, method, call));
	}

}
