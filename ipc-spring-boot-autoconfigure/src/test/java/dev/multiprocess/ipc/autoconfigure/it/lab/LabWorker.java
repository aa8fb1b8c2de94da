package dev.multiprocess.ipc.autoconfigure.it.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.autoconfigure.EnableSpawnedProcess;
import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * The worker that most tests share. Its properties say what its runner does.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableSpawnedProcess
@ImportRemoteInterfaces(process = "parent", types = Home.class)
public class LabWorker {

	static final Logger logger = LoggerFactory.getLogger(LabWorker.class);

	public static void main(String[] args) {
		SpringApplication.run(LabWorker.class, args);
	}

	@Bean
	ApplicationRunner runner(Environment environment, Events events) {
		return (args) -> {
			String needed = environment.getProperty("lab.fails-without");
			if (needed != null && !Files.exists(Path.of(needed))) {
				throw new IllegalStateException("the runner is broken");
			}
			String awaited = environment.getProperty("lab.waits-for");
			if (awaited != null) {
				logger.info("Event: runner waits");
			}
			while (awaited != null && !Files.exists(Path.of(awaited))) {
				Thread.sleep(20);
			}
			if (environment.containsProperty("lab.runs-another")) {
				runAnother(events);
			}
			events.add("runner done");
		};
	}

	private static void runAnother(Events events) {
		try {
			SpringApplication.run(BrokenApplication.class);
		}
		catch (RuntimeException ex) {
			events.add("another one failed");
		}
	}

	@Bean
	ApplicationListener<ApplicationReadyEvent> readyListener(Environment environment) {
		return new BreakableListener(environment);
	}

	/** Hears that the application is ready before anybody else does. */
	@Order(Ordered.HIGHEST_PRECEDENCE)
	private record BreakableListener(Environment environment) implements ApplicationListener<ApplicationReadyEvent> {

		@Override
		public void onApplicationEvent(ApplicationReadyEvent event) {
			if (this.environment.containsProperty("lab.listener-fails")) {
				throw new IllegalStateException("the listener is broken");
			}
		}

	}

	@Bean
	InitializingBean early(Environment environment, Events events, Home home) {
		return () -> {
			if (environment.containsProperty("lab.calls-home")) {
				events.add("home is " + home.pid());
			}
			if (environment.containsProperty("lab.bean-fails")) {
				throw new IllegalStateException("the bean is broken");
			}
		};
	}

	@Bean
	Events events() {
		return new Events(new CopyOnWriteArrayList<>());
	}

	@Bean
	LabInit labInit(Lab lab) {
		return () -> lab;
	}

	@Bean
	Lab lab(ConfigurableApplicationContext context, Events events, Home home) {
		return new SpringLab(context, events, home);
	}

	@Bean
	Keeper keeper(Events events) {
		return new EventfulKeeper(events);
	}

	@Bean
	Sleeper sleeper() {
		return () -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		};
	}

	@Bean
	@Scope("prototype")
	Session session(Events events) {
		return new EventfulSession(events, events.sessions().incrementAndGet());
	}

	/**
	 * What happened here, also in the log.
	 *
	 * @param list the events
	 * @param sessions number of sessions made
	 */
	record Events(List<String> list, AtomicInteger sessions) {

		Events(List<String> list) {
			this(list, new AtomicInteger());
		}

		void add(String event) {
			this.list.add(event);
			logger.info("Event: {}", event);
		}

	}

	private record EventfulKeeper(Events events) implements Keeper {

		@Override
		public void keep() {
		}

		@Override
		public void close() {
			this.events.add("keeper closed");
		}

	}

	private record EventfulSession(Events events, int number) implements Session {

		@PreDestroy
		void destroy() {
			this.events.add("session " + this.number + " destroyed");
		}

		@Override
		public void close() {
			this.events.add("session " + this.number + " closed");
		}

	}

}
