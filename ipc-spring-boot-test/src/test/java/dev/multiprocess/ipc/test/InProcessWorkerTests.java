package dev.multiprocess.ipc.test;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.test.api.Till;
import dev.multiprocess.ipc.test.api.TillInit;
import dev.multiprocess.ipc.test.app.Shop;
import dev.multiprocess.ipc.test.worker.TillWorker;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Workers in the JVM of a test.
 */
@SpringBootTest(classes = Shop.class,
		properties = { "ipc.process.till.main-class=dev.multiprocess.ipc.test.worker.TillWorker",
				"ipc.process.till.properties.currency=euro", "ipc.process.till.properties.size=small",
				"ipc.process.till.arguments=--size=large" })
@AutoConfigureTestIpc
@DisplayName("A worker in a test")
class InProcessWorkerTests {

	@Autowired
	private Till till;

	@Autowired
	private TillInit init;

	@Autowired
	private Ipc ipc;

	@Test
	@DisplayName("is in the same JVM, has its properties and arguments, and is called by the real codec")
	void called() {
		assertThat(this.till.pid()).isEqualTo(ProcessHandle.current().pid());
		assertThat(this.till.property("currency")).isEqualTo("euro");
		assertThat(this.till.property("size")).isEqualTo("large");
		Till.Receipt receipt = new Till.Receipt(3);
		assertThat(this.till.add(receipt)).isEqualTo(receipt).isNotSameAs(receipt);
		assertThatExceptionOfType(TypeNotAllowedException.class)
			.isThrownBy(() -> this.till.take(new Unregistered("thing")));
	}

	@Test
	@DisplayName("makes and ends prototypes, and ends with its process")
	void lifecycle() {
		TillWorker.EVENTS.clear();
		Till own = this.init.makeTill();
		own.close();
		assertThat(TillWorker.EVENTS).containsExactly("till closed");
		this.ipc.process(this.till).stop();
		Awaitility.await().untilAsserted(() -> assertThat(TillWorker.EVENTS).contains("worker destroyed"));
		assertThat(this.till.property("currency")).isEqualTo("euro");
	}

	@Test
	@DisplayName("has to be a main class with Spring")
	void refused() {
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(TestIpcAutoConfiguration.class,
					dev.multiprocess.ipc.autoconfigure.IpcAutoConfiguration.class))
			.withPropertyValues("ipc.test.spawn=false");
		runner.withPropertyValues("ipc.process.w.jar=w.jar")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Process 'w' runs no main class, so it cannot run in the JVM of a test."));
		runner.withPropertyValues("ipc.process.w.main-class=" + Shop.class.getName())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("is no worker with Spring"));
	}

	private record Unregistered(String name) {
	}

}
