package dev.multiprocess.ipc.benchmarks.spring;

import java.util.Map;

import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.benchmarks.contender.Action;
import dev.multiprocess.ipc.benchmarks.contender.Contender;
import dev.multiprocess.ipc.benchmarks.contender.Operation;
import dev.multiprocess.ipc.benchmarks.served.BenchmarkInit;
import dev.multiprocess.ipc.benchmarks.served.Calculator;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * This project between two Spring applications.
 */
public final class SpringContender implements Contender {

	private final String name;

	private final ConfigurableApplicationContext application;

	private final Calculator calculator;

	/**
	 * Starts both applications.
	 * @param observed whether calls are measured and traced at both ends
	 */
	public SpringContender(boolean observed) {
		this.name = observed ? "ours, Spring, measured and traced at both ends" : "ours, Spring";
		this.application = new SpringApplicationBuilder(Parent.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties(
					Map.of("ipc.process.benchmark.main-class", SpringWorker.class.getName(), "ipc.observation.enabled",
							observed, "ipc.process.benchmark.properties.ipc.observation.enabled", observed))
			.run();
		this.calculator = this.application.getBean(BenchmarkInit.class).makeCalculator();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Map<Operation, Action> actions() {
		return Map.of(Operation.ADD, () -> Action.expectThree(this.calculator.add(1, 2)));
	}

	@Override
	public void close() {
		this.application.close();
	}

	/** The application that calls. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ImportRemoteInterfaces(types = BenchmarkInit.class)
	@Import(Observations.class)
	static class Parent {

	}

}
