package dev.multiprocess.ipc.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import dev.multiprocess.ipc.CallContext;

/**
 * Looks at its {@link CallContext}. For any number of threads.
 */
public final class DefaultObserver implements Observer {

	private volatile String noted = "";

	@Override
	public Map<String, String> metadata() {
		return CallContext.current().metadata();
	}

	@Override
	public Map<String, String> metadataThere(Observer there, Map<String, String> added) {
		try (CallContext.Scope scope = CallContext.with(added)) {
			return there.metadata();
		}
	}

	@Override
	public String caller() {
		return CallContext.current().caller().map(Object::toString).orElse("nobody");
	}

	@Override
	public long millisLeft() {
		return CallContext.current()
			.deadline()
			.map((deadline) -> Duration.between(Instant.now(), deadline).toMillis())
			.orElse(-1L);
	}

	@Override
	public void awaitCancelled() {
		CallContext context = CallContext.current();
		this.noted = "cancelled: " + context.isCancelled();
		Eventually.until(() -> "not cancelled", context::isCancelled);
		this.noted = "cancelled: " + context.isCancelled();
	}

	@Override
	public void note() {
		CallContext context = CallContext.current();
		this.noted = new TreeMap<>(context.metadata()) + " " + context.caller().isPresent() + " "
				+ context.deadline().isPresent() + " " + context.isCancelled();
	}

	@Override
	public String noted() {
		return this.noted;
	}

}
