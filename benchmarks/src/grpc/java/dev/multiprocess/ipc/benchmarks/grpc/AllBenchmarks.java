package dev.multiprocess.ipc.benchmarks.grpc;

import java.util.List;

import dev.multiprocess.ipc.benchmarks.Benchmarks;
import dev.multiprocess.ipc.benchmarks.spring.BareObservations;
import dev.multiprocess.ipc.benchmarks.spring.SpringContender;

/**
 * Runs the benchmarks with every contender there is.
 */
public final class AllBenchmarks {

	private AllBenchmarks() {
	}

	/**
	 * Runs the benchmarks.
	 * @param args as for {@link Benchmarks}
	 * @throws Exception if a contender failed
	 */
	public static void main(String[] args) throws Exception {
		Benchmarks.run(args, List.of(GrpcContender::new),
				List.of(() -> new SpringContender(false), () -> new SpringContender(true), BareObservations::new));
	}

}
