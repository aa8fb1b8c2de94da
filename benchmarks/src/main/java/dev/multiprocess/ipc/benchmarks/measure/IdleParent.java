package dev.multiprocess.ipc.benchmarks.measure;

import dev.multiprocess.ipc.TransportType;
import dev.multiprocess.ipc.benchmarks.contender.Action;
import dev.multiprocess.ipc.benchmarks.contender.ChildJvm;
import dev.multiprocess.ipc.benchmarks.contender.IpcContender;
import dev.multiprocess.ipc.benchmarks.contender.Operation;

/**
 * A program that makes calls for a moment and then does nothing, so that its idle time
 * can be watched from outside. Without a transport it does nothing from the start.
 */
final class IdleParent {

	private static final int CALLS = 20_000;

	private IdleParent() {
	}

	public static void main(String[] args) throws Exception {
		ChildJvm.endWithParent();
		if (args.length == 0) {
			System.out.println(ProcessHandle.current().pid());
		}
		else {
			IpcContender contender = IpcContender.over(TransportType.valueOf(args[0]));
			Action add = contender.actions().get(Operation.ADD);
			for (int i = 0; i < CALLS; i++) {
				add.run();
			}
			System.out.println(contender.pid());
		}
		Thread.currentThread().join();
	}

}
