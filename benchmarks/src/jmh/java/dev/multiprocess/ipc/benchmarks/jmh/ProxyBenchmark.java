package dev.multiprocess.ipc.benchmarks.jmh;

import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.benchmarks.contender.IpcContender;
import dev.multiprocess.ipc.benchmarks.contender.Operation;
import dev.multiprocess.ipc.benchmarks.served.Calculator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a call takes on its way through a proxy.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProxyBenchmark {

	private IpcContender contender;

	private Calculator calculator;

	/**
	 * Connects the two ends, and makes calls of every kind.
	 * @throws Exception if a call failed
	 */
	@Setup
	public void open() throws Exception {
		this.contender = IpcContender.inMemory();
		this.calculator = this.contender.init().makeCalculator();
		for (int i = 0; i < 10_000; i++) {
			this.contender.actions().get(Operation.ADD).run();
			this.contender.actions().get(Operation.ECHO_RECORD).run();
			this.contender.actions().get(Operation.CALLBACK).run();
		}
	}

	/**
	 * Disconnects the two ends.
	 */
	@TearDown
	public void close() {
		this.contender.close();
	}

	/** Finds out that a method is answered here: the way through the proxy alone. */
	@Benchmark
	public int answeredByProxy() {
		return this.calculator.hashCode();
	}

	/** Goes to another thread and back. */
	@Benchmark
	public int addInMemory() {
		return this.calculator.add(1, 2);
	}

}
