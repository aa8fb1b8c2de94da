package dev.multiprocess.ipc.protocol;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.multiprocess.ipc.CallInterceptor;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.transport.SharedMemory;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is made of besides its channels.
 *
 * @param name what the peer is called here
 * @param peerName what the peer shall call itself, empty if it knows
 * @param depth the number of parents above this program
 * @param secret what both sides must know
 * @param init the object served first, or null
 * @param interfaces remote interfaces that the peer may ask for by name
 * @param codec turns values into bytes
 * @param exceptionTypes which exceptions cross as their own type
 * @param locals objects of this program that other processes hold
 * @param workers runs what others wait for, the opening of channels: threads of our own,
 * as many as are needed
 * @param executor runs user code that belongs to no call: completions, releases, cleanups
 * @param memory what is shared with the peer, or null
 * @param limits what may be asked of this side
 * @param exit how the peer's process ends; never completes for a process that was not
 * spawned here
 * @param listener told of the connection's life
 * @param interceptor stands around calls, or null
 */
public record ConnectionSettings(String name, String peerName, int depth, byte[] secret, @Nullable Init init,
		Set<Class<?>> interfaces, Codec codec, ExceptionTypes exceptionTypes, LocalObjects locals, Executor workers,
		Executor executor, @Nullable SharedMemory memory, Limits limits, CompletableFuture<ProcessExit> exit,
		ConnectionListener listener, @Nullable CallInterceptor interceptor) {

	/** Calls an object for the peer. */
	@Nullable Object serve(MethodModel method, @Nullable Object target, @Nullable Object[] arguments) throws Throwable {
		return (this.interceptor != null)
				? this.interceptor.served(this.name, method.method(), () -> method.invoke(target, arguments))
				: method.invoke(target, arguments);
	}

	/**
	 * What may be asked of one side of a connection.
	 *
	 * @param messageSize the largest frame in bytes
	 * @param calls the number of root calls at once in each direction
	 * @param references the number of objects that each side may hold of the other
	 * @param callTimeouts the longest times of calls
	 * @param grace how long running calls may go on after the peer has said goodbye
	 * @param idle how long a lane may stay unused
	 */
	public record Limits(int messageSize, int calls, int references, CallTimeouts callTimeouts, Duration grace,
			Duration idle) {
	}

}
