package dev.multiprocess.ipc.benchmarks.served;

import java.util.stream.Stream;

/**
 * Serves each kind of call in the shortest way.
 */
public final class DefaultBenchmarkInit implements BenchmarkInit {

	@Override
	public Calculator makeCalculator() {
		return Integer::sum;
	}

	@Override
	public OrderDesk makeOrderDesk() {
		return (order) -> order;
	}

	@Override
	public Relay makeRelay() {
		return (calculator, a, b) -> calculator.add(a, b);
	}

	@Override
	public BlobStore makeBlobStore() {
		return (content) -> content;
	}

	@Override
	public CalculatorSource makeSource() {
		return (count) -> Stream.<Calculator>generate(Adder::new).limit(count).toList();
	}

	@Override
	public WorkerProbe makeProbe() {
		return new Heap();
	}

	/** Has an identity, unlike a lambda expression. */
	private static final class Adder implements Calculator {

		@Override
		public int add(int a, int b) {
			return a + b;
		}

	}

}
