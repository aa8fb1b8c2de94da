package dev.multiprocess.ipc.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes down entries in memory. For any number of threads.
 */
public class DefaultLedger implements Ledger {

	private final List<String> entries;

	private final Gates gates;

	public DefaultLedger() {
		this(new CopyOnWriteArrayList<>(), new Gates());
	}

	private DefaultLedger(List<String> entries, Gates gates) {
		this.entries = entries;
		this.gates = gates;
	}

	@Override
	public void note(String entry) {
		this.entries.add(entry);
	}

	@Override
	public void noteSize(byte[] data) {
		this.entries.add("size " + data.length);
	}

	@Override
	public void noteAt(String gate, String entry) {
		boolean passed = this.gates.gate(gate).pass();
		this.entries.add(passed ? entry : "interrupted " + entry);
	}

	@Override
	public void noteResult(FooCallback callback, int arg) {
		this.entries.add("result " + callback.call(arg));
	}

	@Override
	public void noteItself(Ledger ledger) {
		this.entries.add("itself " + (ledger == this));
	}

	@Override
	public void fail(String message) {
		throw new IllegalStateException(message);
	}

	@Override
	public List<String> entries() {
		return List.copyOf(this.entries);
	}

	@Override
	public Ledger itself() {
		return this;
	}

	@Override
	public Ledger page() {
		return new DefaultLedger(this.entries, this.gates);
	}

	@Override
	public void open(String gate) {
		this.gates.gate(gate).open();
	}

	@Override
	public int arrived(String gate) {
		return this.gates.gate(gate).arrived.get();
	}

	@Override
	public void noteThere(Ledger there, int count, String gate) {
		for (int i = 0; i < count; i++) {
			there.note(Integer.toString(i));
		}
		this.gates.gate(gate).pass();
	}

	@Override
	public void failThere(Ledger there, String message) {
		there.fail(message);
	}

}
