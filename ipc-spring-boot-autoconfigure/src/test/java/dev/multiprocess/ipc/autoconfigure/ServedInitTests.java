package dev.multiprocess.ipc.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.RemoteInterface;
import dev.multiprocess.ipc.ResultDisposer;
import dev.multiprocess.ipc.UnsupportedInterfaceException;
import dev.multiprocess.ipc.autoconfigure.scanned.Stateful;
import dev.multiprocess.ipc.autoconfigure.testing.ClosableEcho;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;
import dev.multiprocess.ipc.autoconfigure.testing.EchoInit;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.InOrder;
import org.mockito.Mockito;

import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * What a worker serves.
 */
@DisplayName("What a worker serves")
class ServedInitTests {

	private final List<String> closed = new ArrayList<>();

	private final Ipc.Builder builder = mock();

	@Test
	@DisplayName("is each remote interface that a bean implements, when there is no Init")
	void beansWithoutInit() {
		run(Beans.class, (context, init) -> {
			assertThat(init.make(Stateful.class)).isSameAs(context.getBean(Stateful.class));
			assertThat(allowed()).contains(Stateful.class, ClosableEcho.class, Echo.class).doesNotContain(Init.class);
			assertThatExceptionOfType(UnsupportedInterfaceException.class).isThrownBy(() -> init.make(EchoInit.class))
				.satisfies((ex) -> assertThat(ex.served()).contains(Stateful.class.getName(), Echo.class.getName()));
		});
	}

	@Test
	@DisplayName("is only what it exposes, when it says so")
	void exposes() {
		run(ExposesOne.class, (context, init) -> {
			assertThat(allowed()).containsExactly(Stateful.class);
			assertThatExceptionOfType(UnsupportedInterfaceException.class).isThrownBy(() -> init.make(Echo.class))
				.withMessageContaining("served are: " + Stateful.class.getName());
		});
	}

	@Test
	@DisplayName("is the Init bean, completed by other beans")
	void initBeanComesFirst() {
		run(WithInit.class, (context, init) -> {
			assertThat(init).isInstanceOf(EchoInit.class);
			assertThat(((EchoInit) init).makeEcho().echo("hi")).isEqualTo("from init:hi");
			assertThat(init.make(Echo.class).echo("hi")).isEqualTo("from init:hi");
			assertThat(init.make(Stateful.class).text("hi")).isEqualTo("bean:hi");
			assertThatExceptionOfType(UnsupportedInterfaceException.class)
				.isThrownBy(() -> init.make(UnservedEcho.class))
				.satisfies((ex) -> assertThat(ex.served()).contains(Echo.class.getName(), Stateful.class.getName()));
		});
	}

	@Test
	@DisplayName("is created by the first call")
	void initBeanIsCreatedLate() {
		run(WithInit.class, (context, init) -> {
			assertThat(context.getBeanFactory().containsSingleton("echoInit")).isFalse();
			init.make(Echo.class);
			assertThat(context.getBeanFactory().containsSingleton("echoInit")).isTrue();
		});
	}

	@Test
	@DisplayName("is an error where there are two Inits")
	void twoInits() {
		assertThatExceptionOfType(IpcConfigurationException.class)
			.isThrownBy(() -> run(TwoInits.class, (context, init) -> {
			}))
			.withMessageContainingAll("echoInit", "otherInit");
	}

	@Test
	@DisplayName("is no worker's in a parent, which exposes what it says and has")
	void exposedByParent() {
		ApplicationContextRunner parent = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(IpcAutoConfiguration.class))
			.withBean(IpcBuilderCustomizer.class, () -> (served) -> served.init(mock()));
		parent.withPropertyValues("ipc.expose=" + Echo.class.getName())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(IpcConfigurationException.class)
				.hasMessageContaining("ipc.expose names " + Echo.class.getName()));
		parent.withPropertyValues("ipc.expose=" + ServedInitTests.class.getName())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(IpcConfigurationException.class)
				.hasMessageContaining("The property ipc.expose names"));
		parent.withPropertyValues("ipc.expose=" + Echo.class.getName())
			.withBean(Echo.class, () -> mock())
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	@DisplayName("is an error where a method makes the same as another")
	void ambiguousMakers() {
		run(Ambiguous.class,
				(context, init) -> assertThatExceptionOfType(UnsupportedInterfaceException.class)
					.isThrownBy(() -> init.make(Echo.class))
					.withMessageContaining("makeEcho")
					.withMessageContaining("makeAnother"));
	}

	@Test
	@DisplayName("throws the exceptions of its methods as they are")
	void exceptionsPass() {
		run(Ambiguous.class, (context, init) -> assertThatExceptionOfType(ArithmeticException.class)
			.isThrownBy(((TwoEchosInit) init)::makeAnother));
	}

	@Test
	@DisplayName("has a close() that leaves the bean to its context (S27)")
	void closeIsLeftToTheContext() {
		run(WithInit.class, (context, init) -> {
			init.make(Echo.class);
			init.close();
			assertThat(this.closed).isEmpty();
			context.close();
			assertThat(this.closed).containsOnlyOnce("init");
		});
	}

	@Test
	@DisplayName("lives on if it is a singleton, is destroyed if a prototype, closed if the worker's own (S22)")
	void disposal() {
		run(Beans.class, (context, init) -> {
			ArgumentCaptor<ResultDisposer> disposer = ArgumentCaptor.captor();
			verify(this.builder).resultDisposer(disposer.capture());
			ClosableEcho one = init.make(ClosableEcho.class);
			ClosableEcho two = init.make(ClosableEcho.class);
			assertThat(one).isNotSameAs(two);
			disposer.getValue().dispose(one, false);
			assertThat(this.closed).containsExactly("prototype destroyed", "prototype closed");
			this.closed.clear();
			disposer.getValue().dispose(two, true);
			assertThat(this.closed).containsExactly("prototype destroyed");
			this.closed.clear();
			disposer.getValue().dispose(init.make(Stateful.class), false);
			assertThat(this.closed).isEmpty();
			disposer.getValue().dispose((AutoCloseable) () -> this.closed.add("own"), false);
			disposer.getValue().dispose((AutoCloseable) () -> this.closed.add("twice"), true);
			assertThat(this.closed).containsExactly("own");
			disposer.getValue().dispose((AutoCloseable) () -> {
				throw new IllegalStateException("must only be logged");
			}, false);
		});
	}

	private Class<?>[] allowed() {
		ArgumentCaptor<Class<?>[]> types = ArgumentCaptor.captor();
		verify(this.builder, Mockito.atLeastOnce()).allowType(types.capture());
		return types.getAllValues().stream().flatMap(Arrays::stream).toArray(Class<?>[]::new);
	}

	private void run(Class<?> source, BiConsumer<AnnotationConfigApplicationContext, Init> test) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getBeanFactory().registerSingleton("closed", this.closed);
			context.register(source);
			context.addBeanFactoryPostProcessor((beanFactory) -> context.setAllowBeanDefinitionOverriding(false));
			context.registerBean("late", BeanFactoryInitializer.class, () -> (beanFactory) -> configure(context));
			context.refresh();
			ArgumentCaptor<Init> init = ArgumentCaptor.captor();
			verify(this.builder).init(init.capture());
			test.accept(context, init.getValue());
		}
	}

	private void configure(AnnotationConfigApplicationContext context) {
		IpcProperties properties = new IpcProperties(true, Map.of(), Map.of(), List.of(),
				new IpcProperties.SerializationSettings(List.of(), List.of(), DataSize.ofMegabytes(1), 9, 7));
		new IpcBuilderConfigurer(properties, new MockEnvironment(),
				new ProcessSpecFactory(properties, new MockEnvironment(),
						new ProcessSpecFactory.Beans(List.of(), List.of(), false), null),
				context.getBeanFactory())
			.configure(this.builder, List.of((customized) -> customized.maxDepth(11)));
		InOrder order = Mockito.inOrder(this.builder);
		order.verify(this.builder).maxMessageSize(1024 * 1024);
		order.verify(this.builder).maxDepth(9);
		order.verify(this.builder).maxReferences(7);
		order.verify(this.builder).maxDepth(11);
	}

	@RemoteInterface
	interface UnservedEcho {

	}

	@RemoteInterface
	public interface TwoEchosInit extends Init {

		Echo makeEcho();

		Echo makeAnother();

	}

	/** A prototype that tells of its end. */
	static class Prototype implements ClosableEcho {

		private final List<String> closed;

		Prototype(List<String> closed) {
			this.closed = closed;
		}

		@PreDestroy
		void destroy() {
			this.closed.add("prototype destroyed");
		}

		@Override
		public void close() {
			this.closed.add("prototype closed");
		}

		@Override
		public String echo(String text) {
			return text;
		}

	}

	/** A singleton that must not be closed. */
	record Singleton(List<String> closed) implements Stateful, AutoCloseable {

		@Override
		public String text(String text) {
			return "bean:" + text;
		}

		@Override
		public void close() {
			this.closed.add("singleton");
		}

	}

	/** An Init with one maker. */
	public record OneEchoInit(List<String> closed) implements EchoInit {

		@Override
		public Echo makeEcho() {
			return (text) -> "from init:" + text;
		}

		@Override
		public void close() {
			this.closed.add("init");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableSpawnedProcess
	static class Beans {

		@Bean
		Stateful stateful(List<String> closed) {
			return new Singleton(closed);
		}

		@Bean
		@Scope("prototype")
		ClosableEcho prototype(List<String> closed) {
			return new Prototype(closed);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableSpawnedProcess(exposes = Stateful.class)
	static class ExposesOne extends Beans {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableSpawnedProcess
	static class WithInit {

		@Bean
		@Lazy
		EchoInit echoInit(List<String> closed) {
			return new OneEchoInit(closed);
		}

		@Bean
		Stateful stateful(List<String> closed) {
			return new Singleton(closed);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableSpawnedProcess
	static class TwoInits extends WithInit {

		@Bean
		Init otherInit() {
			return new Init() {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableSpawnedProcess
	static class Ambiguous {

		@Bean
		TwoEchosInit init() {
			return new TwoEchosInit() {

				@Override
				public Echo makeEcho() {
					return (text) -> text;
				}

				@Override
				public Echo makeAnother() {
					throw new ArithmeticException();
				}

			};
		}

	}

}
