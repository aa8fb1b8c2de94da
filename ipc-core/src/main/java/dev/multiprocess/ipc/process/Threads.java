package dev.multiprocess.ipc.process;

/**
 * Starts the threads of this package alike: daemons that inherit nothing.
 */
final class Threads {

	private Threads() {
	}

	/**
	 * Starts a thread.
	 * @param name its name
	 * @param work what it does
	 */
	static void start(String name, Runnable work) {
		create(name, work).start();
	}

	/**
	 * Creates a thread. Neither thread-locals nor the class loader of whoever comes first
	 * live as long as it does.
	 * @param name its name
	 * @param work what it does
	 * @return the thread, not started
	 */
	static Thread create(String name, Runnable work) {
		Thread thread = new Thread(null, work, name, 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(Threads.class.getClassLoader());
		return thread;
	}

}
