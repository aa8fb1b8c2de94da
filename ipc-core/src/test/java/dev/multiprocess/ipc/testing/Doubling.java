package dev.multiprocess.ipc.testing;

/**
 * Constants that implement a remote interface; they go by value all the same.
 */
public enum Doubling implements FooCallback {

	TWICE, FOUR_TIMES {
		@Override
		public int call(int arg) {
			return 4 * arg;
		}
	};

	@Override
	public int call(int arg) {
		return 2 * arg;
	}

}
