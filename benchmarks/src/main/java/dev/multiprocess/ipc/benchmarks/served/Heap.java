package dev.multiprocess.ipc.benchmarks.served;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

import com.sun.management.ThreadMXBean;

/**
 * What this JVM allocates and keeps.
 */
public final class Heap implements WorkerProbe {

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@Override
	public long allocatedBytes() {
		long[] bytes = this.threads.getThreadAllocatedBytes(this.threads.getAllThreadIds());
		return Arrays.stream(bytes).filter((each) -> each > 0).sum();
	}

	@Override
	public long usedHeap() {
		// The second collection takes what references cleared by the first one held.
		System.gc();
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
