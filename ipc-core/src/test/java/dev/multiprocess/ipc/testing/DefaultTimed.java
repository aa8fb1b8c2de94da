package dev.multiprocess.ipc.testing;

/**
 * Waits at gates. For any number of threads.
 */
final class DefaultTimed implements Timed {

	private final Gates gates = new Gates();

	@Override
	public String pass(String gate) {
		return this.gates.gate(gate).pass() ? "passed" : "interrupted";
	}

	@Override
	public String passQuickly(String gate) {
		return pass(gate);
	}

	@Override
	public String passSlowly(String gate) {
		return pass(gate);
	}

	@Override
	public String passAtLeisure(String gate) {
		return pass(gate);
	}

	@Override
	public String passQuicklyAt(Timed other, String gate) {
		return other.passQuickly(gate);
	}

	@Override
	public void open(String gate) {
		this.gates.gate(gate).open();
	}

}
