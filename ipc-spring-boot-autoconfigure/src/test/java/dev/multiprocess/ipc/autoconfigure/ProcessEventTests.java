package dev.multiprocess.ipc.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.autoconfigure.testing.DeskInit;
import dev.multiprocess.ipc.autoconfigure.testing.Desks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.TaskDecorator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;

/**
 * What an application is told of processes, and what it puts around calls it serves.
 */
@DisplayName("An application")
class ProcessEventTests {

	@Test
	@DisplayName("is told of processes by events, until its context closes")
	void events() {
		Listening listening = new Listening();
		Desks.runner().withBean(Listening.class, () -> listening).run((context) -> {
			Ipc ipc = context.getBean(Ipc.class);
			IpcProcess first = ipc.start("desk");
			first.kill();
			first.exit().join();
			assertThat(ipc.root("desk", DeskInit.class).answer("hi")).isEqualTo("hi");
			Awaitility.await()
				.untilAsserted(
						() -> assertThat(listening.events).startsWith("Started desk", "Ready desk", "Exited desk"));
			Awaitility.await().untilAsserted(() -> assertThat(listening.events).endsWith("Started desk", "Ready desk"));
			context.getBean(ProcessHistory.class).circuitOpened("desk", null);
			assertThat(context.getBean(ProcessHistory.class).report("desk").circuitOpen()).isTrue();
			assertThat(context.getBean(ProcessHistory.class).report("desk").isServing()).isTrue();
		});
		assertThat(listening.events).hasSize(5);
	}

	@Test
	@DisplayName("is told of what happened before its beans were made once they are")
	void early() {
		Listening listening = new Listening();
		Desks.runner()
			.withBean("first", InitializingBean.class, () -> mock())
			.withInitializer((context) -> context.addBeanFactoryPostProcessor(
					(beans) -> beans.addBeanPostProcessor(new CallingProcessor(beans, listening.events))))
			.withBean(Listening.class, () -> listening)
			.run((context) -> Awaitility.await()
				.untilAsserted(
						() -> assertThat(listening.events).containsExactly("made", "Started desk", "Ready desk")));
	}

	@Test
	@DisplayName("goes on after it was stopped, whatever those wait for who are told")
	void slow() {
		CountDownLatch told = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Desks.runner().withBean(Waiting.class, () -> new Waiting(told, release)).run((context) -> {
			ConfigurableApplicationContext application = context.getSourceApplicationContext();
			context.getBean(Ipc.class).start("desk").kill();
			told.await();
			application.stop();
			try {
				assertThat(CompletableFuture.runAsync(application::start)).succeedsWithin(Duration.ofSeconds(30));
			}
			finally {
				release.countDown();
			}
		});
	}

	@Test
	@DisplayName("serves calls within its task decorators, on the same thread")
	void taskDecorator() {
		List<String> events = new CopyOnWriteArrayList<>();
		TaskDecorator decorator = (task) -> () -> {
			String thread = Thread.currentThread().getName();
			events.add("before " + thread);
			task.run();
			events.add("after " + thread);
		};
		Desks.runner().withBean(TaskDecorator.class, () -> decorator).run((context) -> {
			DeskInit desk = context.getBean(Ipc.class).root("desk", DeskInit.class);
			String caller = Thread.currentThread().getName();
			assertThat(desk.ask(() -> "here " + events.size())).isEqualTo("here 2");
			assertThat(events).hasSize(4).contains("before " + caller, "after " + caller);
			assertThat(events.get(3)).isEqualTo(events.get(0).replace("before", "after")).isNotEqualTo(events.get(2));
			assertThatIllegalStateException().isThrownBy(desk::fail).withMessage("no answer");
			assertThat(events).hasSize(6);
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	@DisplayName("runs what need not be on the thread of a call on virtual threads, where it asks for them and sets no executor")
	void virtualThreads() {
		Desks.runner().withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
			assertThat(threadOfCompletion(context)).startsWith("VirtualThread").contains("ipc-virtual-");
		});
		Desks.runner()
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.withBean("own", IpcBuilderCustomizer.class, () -> (builder) -> builder.executor(Runnable::run))
			.run((context) -> assertThat(threadOfCompletion(context)).doesNotContain("ipc-virtual-"));
		Desks.runner().run((context) -> assertThat(threadOfCompletion(context)).startsWith("Thread["));
	}

	/** Returns the thread on which goes on what depends on a future of a process. */
	private static String threadOfCompletion(AssertableApplicationContext context) throws Exception {
		DeskInit desk = context.getBean(Ipc.class).root("desk", DeskInit.class);
		CompletableFuture<String> answer = new CompletableFuture<>();
		CompletableFuture<String> thread = desk.askLater(answer::join)
			.thenApply((text) -> Thread.currentThread().toString());
		answer.complete("answer");
		return thread.get(60, TimeUnit.SECONDS);
	}

	/** Writes events down. */
	static class Listening {

		private final List<String> events = new CopyOnWriteArrayList<>();

		@EventListener
		void listen(IpcProcessEvent event) {
			this.events.add(event.getClass().getSimpleName() + " " + event.name());
		}

	}

	/**
	 * Does not return from the event of an end before it is let go.
	 *
	 * @param told whether there was one
	 * @param release lets go
	 */
	record Waiting(CountDownLatch told, CountDownLatch release) {

		@EventListener
		void exited(IpcProcessEvent.Exited event) throws InterruptedException {
			this.told.countDown();
			this.release.await();
		}

	}

	/** Calls while the first bean is made, and waits until that has been told. */
	private record CallingProcessor(BeanFactory beans, List<String> events) implements BeanPostProcessor {

		@Override
		public Object postProcessBeforeInitialization(Object bean, String name) {
			if (name.equals("first")) {
				this.beans.getBean(Ipc.class).start("desk");
				ProcessHistory history = this.beans.getBean(ProcessHistory.class);
				Awaitility.await().until(() -> history.report("desk") != null);
				this.events.add("made");
			}
			return bean;
		}

	}

}
