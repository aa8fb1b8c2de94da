package dev.multiprocess.ipc.benchmarks.contender;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

import dev.multiprocess.ipc.TransportType;

/**
 * All contenders of one run, yardsticks first.
 */
public final class Contenders implements Iterable<Contender>, AutoCloseable {

	private final List<Contender> all = new ArrayList<>();

	/**
	 * Connects all contenders.
	 * @param others those that need more than a JDK
	 * @throws Exception if one of them cannot be had
	 */
	public Contenders(List<Contender.Opener> others) throws Exception {
		try {
			open(others);
		}
		catch (Exception ex) {
			closeAfter(ex);
			throw ex;
		}
	}

	private void open(List<Contender.Opener> others) throws Exception {
		this.all.add(new RawMemoryContender());
		this.all.add(new RawSocketContender());
		for (TransportType transport : IpcContender.transports()) {
			this.all.add(IpcContender.over(transport));
		}
		this.all.add(IpcContender.inMemory());
		this.all.add(new RmiContender());
		for (Contender.Opener other : others) {
			this.all.add(other.open());
		}
	}

	private void closeAfter(Exception failure) {
		try {
			close();
		}
		catch (IOException ex) {
			failure.addSuppressed(ex);
		}
	}

	@Override
	public Iterator<Contender> iterator() {
		return this.all.iterator();
	}

	/**
	 * Chooses contenders.
	 * @param operation what they can do
	 * @param which what else holds for them
	 * @return those, in order
	 */
	public List<Contender> that(Operation operation, Predicate<Contender> which) {
		return this.all.stream()
			.filter((contender) -> contender.actions().containsKey(operation))
			.filter(which)
			.toList();
	}

	@Override
	public void close() throws IOException {
		for (Contender contender : this.all) {
			contender.close();
		}
		this.all.clear();
	}

}
