package dev.multiprocess.ipc.runtime;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;

/**
 * Brings together programs that were not started by each other. Safe for use by any
 * number of threads.
 */
final class Meetings {

	private final Wiring wiring;

	private final Set<Listening> listeners = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	Meetings(Wiring wiring) {
		this.wiring = wiring;
	}

	/** Serves this program's object to all who connect to an address. */
	Ipc.Listener listen(String address) {
		Address parsed = Address.toListen(address);
		Init init = this.wiring.settings().init();
		if (init == null) {
			throw new IllegalStateException(
					"There is nothing to serve at " + address + "; give Ipc.Builder.init what shall be served");
		}
		checkOpen();
		Listening listener = Listening.open(this.wiring, init, parsed, this.listeners::remove);
		// Then looked at again: either whoever closes sees it, or it sees that.
		this.listeners.add(listener);
		if (this.closed) {
			listener.close();
			checkOpen();
		}
		return listener;
	}

	/** Connects to the program that listens at an address. */
	<I extends Init> Optional<I> connect(String address, Class<I> type) {
		Connecting connecting = new Connecting(this.wiring, Address.toConnect(address));
		this.wiring.partners().add(connecting.peer());
		boolean connected = false;
		try {
			checkOpen();
			Optional<I> init = connecting.connect(type);
			connected = init.isPresent();
			return init;
		}
		catch (RuntimeException ex) {
			checkOpen();
			throw ex;
		}
		finally {
			if (!connected) {
				connecting.peer().kill();
				this.wiring.partners().remove(connecting.peer());
			}
		}
	}

	private void checkOpen() {
		if (this.closed) {
			throw new IllegalStateException("This Ipc is closed");
		}
	}

	/**
	 * Lets nobody in any more; those who are there are partners and parted from as such.
	 */
	void close() {
		this.closed = true;
		List.copyOf(this.listeners).forEach(Listening::stopAccepting);
	}

}
