package dev.multiprocess.ipc.protocol;

import java.util.Map;

import dev.multiprocess.ipc.CallContext;

/**
 * Shows users the calls that stand on their thread; found by {@link CallContext} as a
 * service. Safe for use by any number of threads.
 */
public final class CallContexts implements CallContext.Provider {

	@Override
	public CallContext current() {
		StackEntry entry = CallStack.top();
		return (entry != null) ? entry.context() : CurrentCall.NONE;
	}

	@Override
	public CallContext.Scope with(Map<String, String> metadata) {
		StackEntry scope = CallStack.pushScope(metadata);
		return () -> {
			if (CallStack.top() != scope) {
				throw new IllegalStateException(
						"A CallContext.Scope is closed on its own thread, after all that were opened in it");
			}
			CallStack.pop(scope);
		};
	}

}
