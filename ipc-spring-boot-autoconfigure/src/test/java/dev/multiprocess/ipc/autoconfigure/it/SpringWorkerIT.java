package dev.multiprocess.ipc.autoconfigure.it;

import java.time.Duration;

import javax.sql.DataSource;

import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.autoconfigure.IpcProcessCustomizer;
import dev.multiprocess.ipc.autoconfigure.it.Parents.Recorder;
import dev.multiprocess.ipc.autoconfigure.it.lab.Answer;
import dev.multiprocess.ipc.autoconfigure.it.lab.Home;
import dev.multiprocess.ipc.autoconfigure.it.lab.Keeper;
import dev.multiprocess.ipc.autoconfigure.it.lab.Lab;
import dev.multiprocess.ipc.autoconfigure.it.lab.LabInit;
import dev.multiprocess.ipc.autoconfigure.it.lab.Session;
import dev.multiprocess.ipc.autoconfigure.it.lab.Sleeper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a parent and a worker that runs are to each other.
 */
@DisplayName("A parent and its spawned worker:")
@ExtendWith({ NothingLeft.class, OutputCaptureExtension.class })
class SpringWorkerIT {

	private static ConfigurableApplicationContext context;

	private static Client client;

	@BeforeAll
	static void run() {
		context = Parents.of(Client.class, Parent.class)
			.profiles("one", "two")
			.run("--ipc.process.worker.properties.text=C:\\folder, \"said\" {a}: [b] ${not.set:x}",
					"--ipc.process.worker.properties.some.list[0]=first",
					"--ipc.process.worker.properties.lab.calls-home=true",
					"--ipc.process.worker.environment.FROM_PARENT=by property", "--ipc.expose=" + Home.class.getName(),
					"--ipc.interfaces." + Sleeper.class.getName() + ".call-timeout=300ms");
		client = context.getBean(Client.class);
	}

	@AfterAll
	static void close(CapturedOutput output) {
		context.close();
		assertThat(output).contains("runner done").doesNotContainPattern("WARN|ERROR");
	}

	@Test
	@DisplayName("plain @Autowired Init, a typed one, and a listed interface are served by the same other process")
	void injection() {
		long pid = client.lab.pid();
		assertThat(pid).isNotEqualTo(ProcessHandle.current().pid());
		assertThat(client.typed.makeLab().pid()).isEqualTo(pid);
		assertThat(client.plain.make(Lab.class).pid()).isEqualTo(pid);
		assertThat(client.ipc.process(client.lab).pid()).isEqualTo(pid);
		assertThat(client.ipc.process(client.plain)).isSameAs(client.ipc.process(client.typed));
		context.getBean(Recorder.class).await("worker ready");
		assertThat(context.getBean(Recorder.class).events()).containsExactly("worker started", "worker ready");
	}

	@Test
	@DisplayName("a callback takes part in the transaction of the thread that waits for the call (S4)")
	void transactionIsVisibleInCallback() {
		JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
		TransactionTemplate transaction = new TransactionTemplate(context.getBean(JdbcTransactionManager.class));
		jdbc.execute("create table answers (text varchar)");
		Answer insert = (question) -> {
			jdbc.update("insert into answers values (?)", question);
			return "inserted";
		};
		transaction.executeWithoutResult((status) -> {
			assertThat(client.lab.ask(insert)).isEqualTo("worker heard inserted");
			assertThat(jdbc.queryForList("select text from answers", String.class)).containsExactly("worker asks");
			status.setRollbackOnly();
		});
		assertThat(jdbc.queryForList("select text from answers", String.class)).isEmpty();
		transaction.executeWithoutResult((status) -> client.lab.ask(insert));
		assertThat(jdbc.queryForList("select text from answers", String.class)).hasSize(1);
	}

	@Test
	@DisplayName("profiles, Spring properties and environment arrive in the worker as they are")
	void configurationArrives() {
		assertThat(client.lab.profiles()).containsExactly("one", "two");
		assertThat(client.lab.property("text")).isEqualTo("C:\\folder, \"said\" {a}: [b] x");
		assertThat(client.lab.property("some.list[0]")).isEqualTo("first");
		assertThat(client.lab.property("spring.main.web-application-type")).isEqualTo("none");
		assertThat(client.lab.environment("FROM_PARENT")).isEqualTo("by property");
		assertThat(client.lab.environment("CUSTOMIZED")).isEqualTo("worker");
	}

	@Test
	@DisplayName("the worker calls a bean that its parent exposes while its own beans are made")
	void callsParentEarly() {
		assertThat(client.lab.events()).startsWith("home is " + ProcessHandle.current().pid(), "runner done");
	}

	@Test
	@DisplayName("the worker calls a bean that its parent exposes")
	void beanOfParent() {
		assertThat(client.lab.home()).isEqualTo(ProcessHandle.current().pid());
	}

	@Test
	@DisplayName("the property of an interface sets the time of its calls, whatever its annotation says (S11)")
	void callTimeout() {
		Sleeper sleeper = client.plain.make(Sleeper.class);
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(sleeper::sleep)
			.satisfies((ex) -> assertThat(ex.timeout()).isEqualTo(Duration.ofMillis(300)));
		assertThat(client.lab.pid()).isNotZero();
	}

	@Test
	@DisplayName("the worker's log is the parent's, under the name of the process (S33)")
	void logArrives(CapturedOutput output) {
		client.lab.log("a line from afar");
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(output.toString().lines()).filteredOn((line) -> line.contains("a line from afar"))
						.singleElement()
						.asString()
						.contains("ipc.process.worker"));
	}

	@Test
	@DisplayName("a prototype is new for each who asks, and destroyed once when it is closed (S22)")
	void prototypeIsClosed() {
		Session one = client.plain.make(Session.class);
		Session two = client.plain.make(Session.class);
		int number = one.number();
		assertThat(two.number()).isNotEqualTo(number);
		one.close();
		String prefix = "session " + number;
		Awaitility.await().untilAsserted(() -> assertThat(client.lab.events()).contains(prefix + " destroyed"));
		assertThat(client.lab.events()).containsOnlyOnce(prefix + " closed", prefix + " destroyed")
			.noneMatch((event) -> event.startsWith("session " + two.number()));
		two.close();
	}

	@Test
	@DisplayName("a prototype that is let go of is destroyed, a singleton is not (S22)")
	void letGo() {
		IpcProcess process = client.ipc.process(client.lab);
		int before = process.stats().imported();
		int number = touchSessionAndKeeper();
		Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			System.gc();
			assertThat(client.lab.events()).contains("session " + number + " destroyed");
			assertThat(process.stats().imported()).isLessThanOrEqualTo(before);
		});
		assertThat(client.lab.events()).containsOnlyOnce("session " + number + " closed")
			.doesNotContain("keeper closed");
	}

	private static int touchSessionAndKeeper() {
		client.plain.make(Keeper.class).keep();
		return client.plain.make(Session.class).number();
	}

	@Test
	@DisplayName("close() of an injected Init does nothing")
	void closeOfInjectedInit() {
		long pid = client.lab.pid();
		client.typed.close();
		client.plain.close();
		assertThat(client.typed.makeLab().pid()).isEqualTo(pid);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = { Lab.class, LabInit.class })
	static class Parent {

		@Bean
		IpcProcessCustomizer customizer() {
			return (name, builder) -> builder.environment("CUSTOMIZED", name);
		}

		@Bean
		Home home() {
			return () -> ProcessHandle.current().pid();
		}

		@Bean
		DataSource dataSource() {
			return new DriverManagerDataSource("jdbc:h2:mem:answers;DB_CLOSE_DELAY=-1");
		}

		@Bean
		JdbcTransactionManager transactionManager(DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

	}

	/** Has everything injected. */
	static class Client {

		@Autowired
		private Init plain;

		@Autowired
		private LabInit typed;

		@Autowired
		private Lab lab;

		@Autowired
		private Ipc ipc;

	}

}
