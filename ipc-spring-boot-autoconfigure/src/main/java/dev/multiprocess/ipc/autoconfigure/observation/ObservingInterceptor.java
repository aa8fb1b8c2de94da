package dev.multiprocess.ipc.autoconfigure.observation;

import java.lang.reflect.Method;
import java.util.function.Supplier;

import dev.multiprocess.ipc.CallContext;
import dev.multiprocess.ipc.CallInterceptor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * Observes calls at both of their ends, and has the trace of one go on at the other.
 */
final class ObservingInterceptor implements CallInterceptor {

	/** Holds what streams and futures cross by; an application knows nothing of it. */
	private static final String OWN_TYPES = "dev.multiprocess.ipc.adapter.";

	private static final IpcClientObservationConvention CLIENT = new IpcClientObservationConvention() {
	};

	private static final IpcServerObservationConvention SERVER = new IpcServerObservationConvention() {
	};

	private final Supplier<Setup> setup;

	private final CallKeyValues keyValues = new CallKeyValues();

	/**
	 * Creates the interceptor.
	 * @param setup asked once, by the first call: observers may depend on remote objects
	 */
	ObservingInterceptor(Supplier<Setup> setup) {
		this.setup = SingletonSupplier.of(setup);
	}

	/**
	 * Who observes, and how it is named.
	 *
	 * @param registry who observes
	 * @param client names calls that are made, or null
	 * @param server names calls that are served, or null
	 */
	record Setup(ObservationRegistry registry, @Nullable IpcClientObservationConvention client,
			@Nullable IpcServerObservationConvention server) {
	}

	private boolean isUnobserved(Method method) {
		return this.setup.get().registry().isNoop() || method.getDeclaringClass().getName().startsWith(OWN_TYPES);
	}

	@Override
	public @Nullable Object made(String peer, Method method, Body call) throws Throwable {
		if (isUnobserved(method)) {
			return call.run();
		}
		IpcCall named = new IpcCall(peer, method);
		IpcClientContext context = new IpcClientContext(named, this.keyValues.of(named));
		Observation observation = Observation.createNotStarted(this.setup.get().client(), CLIENT, () -> context,
				this.setup.get().registry());
		return observe(observation, () -> {
			if (context.metadata().isEmpty()) {
				return call.run();
			}
			CallContext.Scope scope = CallContext.with(context.metadata());
			try {
				return call.run();
			}
			finally {
				scope.close();
			}
		});
	}

	@Override
	public @Nullable Object served(String peer, Method method, Body call) throws Throwable {
		if (isUnobserved(method)) {
			return call.run();
		}
		IpcCall named = new IpcCall(peer, method);
		IpcServerContext context = new IpcServerContext(named, this.keyValues.of(named),
				CallContext.current().metadata());
		return observe(Observation.createNotStarted(this.setup.get().server(), SERVER, () -> context,
				this.setup.get().registry()), call);
	}

	private static @Nullable Object observe(Observation observation, Body call) throws Throwable {
		observation.start();
		Observation.Scope scope = observation.openScope();
		try {
			return call.run();
		}
		catch (Throwable ex) {
			observation.error(ex);
			throw ex;
		}
		finally {
			scope.close();
			observation.stop();
		}
	}

}
