package dev.multiprocess.ipc.benchmarks.spring;

import dev.multiprocess.ipc.autoconfigure.EnableSpawnedProcess;
import dev.multiprocess.ipc.benchmarks.served.BenchmarkInit;
import dev.multiprocess.ipc.benchmarks.served.DefaultBenchmarkInit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The worker of a {@link SpringContender}.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableSpawnedProcess
@Import(Observations.class)
public class SpringWorker {

	/**
	 * Serves until its parent is gone.
	 * @param args what the parent passed on
	 */
	public static void main(String[] args) {
		SpringApplication.run(SpringWorker.class, args);
	}

	@Bean
	BenchmarkInit benchmarkInit() {
		return new DefaultBenchmarkInit();
	}

}
