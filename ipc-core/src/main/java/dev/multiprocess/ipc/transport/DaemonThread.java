package dev.multiprocess.ipc.transport;

/**
 * Makes threads that outlive the call that needed them first: daemons without the
 * inheritable thread-locals of whoever that was. For use by any thread.
 *
 * <p>
 * What is inherited would stay reachable, a whole web application say, and be visible to
 * calls and callbacks that have nothing to do with it.
 */
public final class DaemonThread {

	private DaemonThread() {
	}

	/**
	 * Creates a thread that has the class loader of the current one, as any thread has.
	 * @param name its name
	 * @param work what it does
	 * @return the thread, not started
	 */
	public static Thread create(String name, Runnable work) {
		Thread thread = new Thread(null, work, name, 0, false);
		thread.setDaemon(true);
		// Later versions of Java take this from the current thread together with the
		// thread-locals or not at all.
		thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
		return thread;
	}

}
