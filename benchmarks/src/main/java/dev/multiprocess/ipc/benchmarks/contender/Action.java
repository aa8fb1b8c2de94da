package dev.multiprocess.ipc.benchmarks.contender;

/**
 * One round trip, checked for its outcome as far as that costs nothing.
 */
@FunctionalInterface
public interface Action {

	/**
	 * Goes to the other process and back.
	 * @throws Exception if that failed, which ends the run
	 */
	void run() throws Exception;

	/**
	 * Fails if a sum is not that of one and two.
	 * @param sum what was returned
	 */
	static void expectThree(int sum) {
		if (sum != 3) {
			throw new IllegalStateException("1 + 2 was answered with " + sum);
		}
	}

	/**
	 * Fails if a result has another size than what was sent.
	 * @param sent the size that was sent
	 * @param received the size that came back
	 */
	static void expectSize(int sent, int received) {
		if (sent != received) {
			throw new IllegalStateException(sent + " elements were answered with " + received);
		}
	}

}
