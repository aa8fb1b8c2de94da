package dev.multiprocess.ipc.test.worker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.multiprocess.ipc.autoconfigure.EnableSpawnedProcess;
import dev.multiprocess.ipc.test.api.Till;
import dev.multiprocess.ipc.test.api.TillInit;
import jakarta.annotation.PreDestroy;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;

/**
 * Serves tills.
 */
@SpringBootApplication
@EnableSpawnedProcess
public class TillWorker {

	/** What happened here, for tests in the same JVM. */
	public static final List<String> EVENTS = new CopyOnWriteArrayList<>();

	public static void main(String[] args) {
		SpringApplication.run(TillWorker.class, args);
	}

	@Bean
	TillInit tillInit(ObjectProvider<Till> tills) {
		return tills::getObject;
	}

	@Bean
	@Scope("prototype")
	Till till(Environment environment) {
		return new CountingTill(environment);
	}

	@PreDestroy
	void destroy() {
		EVENTS.add("worker destroyed");
	}

	/**
	 * Counts.
	 *
	 * @param environment has the properties
	 */
	private record CountingTill(Environment environment) implements Till {

		@Override
		public Receipt add(Receipt receipt) {
			return receipt;
		}

		@Override
		public void take(Object thing) {
		}

		@Override
		public long pid() {
			return ProcessHandle.current().pid();
		}

		@Override
		public String property(String name) {
			return this.environment.getRequiredProperty(name);
		}

		@Override
		public void close() {
			EVENTS.add("till closed");
		}

	}

}
