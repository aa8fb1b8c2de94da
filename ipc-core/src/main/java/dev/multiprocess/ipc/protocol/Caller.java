package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.util.Objects;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.protocol.ProxyType.Route;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls to the peer of one connection: finds the lane, and the time each call has.
 * Safe for use by any number of threads.
 */
final class Caller {

	/**
	 * Returned by {@link #call} for a method that the peer lacks and that has a body
	 * here.
	 */
	static final Object LOCAL = new Object();

	private final Connection connection;

	private final LanePool pool;

	private final OneWayOrder order = new OneWayOrder();

	Caller(Connection connection, LanePool pool) {
		this.connection = connection;
		this.pool = pool;
	}

	@Nullable Object call(Import target, Route route, @Nullable Object[] arguments) throws Throwable {
		String name = route.method().name();
		checkUsable(target);
		if (Thread.currentThread().isInterrupted()) {
			throw new CallCancelledException(name, false);
		}
		Budget budget = Budget.of(name, route.timeout());
		if (budget.isOver()) {
			throw budget.timedOut(false);
		}
		StackEntry below = CallStack.innermost(this.connection);
		if (below != null && below.nests()) {
			return callNested(Objects.requireNonNull(below.lane()), budget, target, route, arguments);
		}
		while (true) {
			if (below == null) {
				checkAcceptsCalls();
			}
			LaneSlot slot = this.pool.take(budget);
			try {
				return call(slot.lane, budget, target, route, arguments);
			}
			catch (UnsentException ex) {
				checkWorthAnother(slot, ex);
			}
			finally {
				this.pool.giveBack(slot);
			}
		}
	}

	private @Nullable Object callNested(Lane lane, Budget budget, Import target, Route route,
			@Nullable Object[] arguments) throws Throwable {
		lane.context().coding.checkAtRest(budget.call());
		try {
			return call(lane, budget, target, route, arguments);
		}
		catch (UnsentException ex) {
			// What stands on this lane can go down no other.
			throw ex.failure();
		}
	}

	/**
	 * Fails unless another lane may carry the call. One that had just been opened has not
	 * ended for reasons of its past.
	 */
	private void checkWorthAnother(LaneSlot slot, UnsentException ended) {
		if (slot.isNew()) {
			throw ended.failure();
		}
	}

	private @Nullable Object call(Lane lane, Budget budget, Import target, Route route, @Nullable Object[] arguments)
			throws Throwable {
		this.order.awaitTurn(lane, budget);
		StackEntry entry = CallStack.push(lane, budget.deadline());
		this.connection.counters.started();
		try {
			OutgoingCall call = new OutgoingCall(lane, budget);
			if (route.method().method().isDefault() && call.bound(route.model()).lacks(route.method())) {
				return LOCAL;
			}
			if (route.method().contract().oneWay()) {
				call.write(target, route, arguments);
				this.order.written(lane);
				return null;
			}
			return call.run(target, route, arguments);
		}
		finally {
			this.connection.counters.ended();
			CallStack.pop(entry);
		}
	}

	private void checkUsable(Import target) {
		String gone = target.gone();
		if (gone != null && this.connection.isOpen()) {
			throw new StaleReferenceException(target.toString(), gone);
		}
		if (!this.connection.isOpen()) {
			throw this.connection.failures.closed(false);
		}
	}

	/**
	 * Closes an object: remotely, then here whatever came of it. What is gone is passed
	 * over.
	 */
	void close(Import target, Route route) throws Throwable {
		if (target.gone() != null || !this.connection.isOpen()) {
			return;
		}
		// The end of an object is not given up for an interrupt.
		boolean interrupted = Thread.interrupted();
		try {
			call(target, route, new Object[0]);
		}
		catch (ConnectionClosedException | StaleReferenceException ex) {
			if (target.gone() == null && this.connection.life.acceptsCalls()) {
				// Thrown by the object itself, or it may not have been closed.
				throw ex;
			}
			// The object is gone, which is what was wanted.
		}
		finally {
			this.connection.references.close(target);
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void checkAcceptsCalls() {
		if (!this.connection.life.acceptsCalls()) {
			throw this.connection.failures.closed(false);
		}
	}

	/** Agrees with the peer on an interface before anybody calls it. */
	void bind(Class<?> type) {
		Budget budget = Budget.of(type.getTypeName(),
				this.connection.peerStart.callTimeouts(this.connection.settings).of(type));
		while (!bind(type, budget)) {
			// Another lane is tried.
		}
	}

	private boolean bind(Type type, Budget budget) {
		checkAcceptsCalls();
		LaneSlot slot = this.pool.take(budget);
		StackEntry entry = CallStack.push(slot.lane, budget.deadline());
		try {
			new OutgoingCall(slot.lane, budget).bound(type);
			return true;
		}
		catch (UnsentException ex) {
			checkWorthAnother(slot, ex);
			return false;
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IpcException(type.getTypeName() + " could not be bound", ex);
		}
		finally {
			CallStack.pop(entry);
			this.pool.giveBack(slot);
		}
	}

}
