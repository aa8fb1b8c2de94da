package dev.multiprocess.ipc.autoconfigure;

import java.util.Arrays;
import java.util.Map;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.RemoteInterface;
import dev.multiprocess.ipc.autoconfigure.scanned.ScannedInit;
import dev.multiprocess.ipc.autoconfigure.scanned.Stateful;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;
import dev.multiprocess.ipc.autoconfigure.testing.EchoInit;
import dev.multiprocess.ipc.autoconfigure.testing.RecordingIpc;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionOverrideException;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which remote interfaces become beans, and how those look to the rest of the context.
 */
@DisplayName("Beans of remote interfaces")
class RemoteInterfaceBeansTests {

	private final RecordingIpc ipc = new RecordingIpc();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IpcAutoConfiguration.class))
		.withBean(Ipc.class, () -> this.ipc)
		.withPropertyValues("ipc.process.worker.main-class=Worker", "ipc.process.default.startup=lazy");

	@Test
	@DisplayName("are made of Init interfaces in the application's packages, not of classes or other interfaces")
	void scanTakesOnlyInitInterfaces() {
		this.runner.withUserConfiguration(Scanning.class).run((context) -> {
			assertThat(remoteBeans(context)).containsExactlyInAnyOrder("ipc#" + ScannedInit.class.getName(),
					"ipc#" + Init.class.getName());
			assertThat(context.getBean(ScannedInit.class).text("hi")).isEqualTo("worker:hi");
		});
	}

	@Test
	@DisplayName("are made of other remote interfaces when they are listed")
	void listedTypesBecomeBeans() {
		this.runner.withUserConfiguration(ListsEcho.class, NeedsEcho.class).run((context) -> {
			assertThat(context.getBean(NeedsEcho.class).echo.echo("hi")).isEqualTo("worker:hi");
			assertThat(context).hasBean("worker#" + Echo.class.getName()).doesNotHaveBean(Stateful.class);
		});
	}

	@Test
	@DisplayName("are found by packages, which take Init interfaces only")
	void packagesTakeInits() {
		this.runner.withUserConfiguration(ListsPackage.class)
			.run((context) -> assertThat(remoteBeans(context))
				.containsExactlyInAnyOrder("worker#" + ScannedInit.class.getName(), "ipc#" + Init.class.getName()));
	}

	@Test
	@DisplayName("have the type of their interface before they exist")
	void typeIsKnownBeforeCreation() {
		this.runner.withUserConfiguration(ListsEcho.class)
			.run((context) -> assertThat(context.getBeanFactory().getBeanNamesForType(Echo.class, false, false))
				.containsExactly("worker#" + Echo.class.getName()));
		this.runner.withUserConfiguration(ListsEcho.class, BacksOff.class)
			.run((context) -> assertThat(context).doesNotHaveBean("localEcho").hasSingleBean(Echo.class));
	}

	@Test
	@DisplayName("read no property before all property sources are there")
	void propertiesComeLate() {
		this.runner.withUserConfiguration(ListsEchoAnywhere.class, AddsProperties.class, NeedsEcho.class)
			.withPropertyValues("late.process=other")
			.run((context) -> {
				assertThat(this.ipc.events()).containsExactly("root late Echo");
				assertThat(context.getBean(NeedsEcho.class).echo.echo("hi")).isEqualTo("late:hi");
			});
	}

	@Test
	@DisplayName("are injected by generic type")
	void genericTypes() {
		this.runner.withUserConfiguration(ListsGenerics.class, NeedsGenerics.class).run((context) -> {
			NeedsGenerics bean = context.getBean(NeedsGenerics.class);
			assertThat(bean.texts).hasToString("Texts of worker");
			assertThat(bean.numbers).hasToString("Numbers of worker");
		});
	}

	@Test
	@DisplayName("of a worker may be its parent's, which starts no process")
	void beansOfParent() {
		this.runner.withUserConfiguration(ImportsFromParent.class)
			.run((context) -> assertThat(context.getBean(Echo.class).echo("hi")).isEqualTo("parent:hi"));
		assertThat(this.ipc.events()).doesNotContain("root parent Echo");
	}

	@Test
	@DisplayName("let plain Init be injected without any sub-interface")
	void baseInitWithoutSubInterface() {
		this.runner.withUserConfiguration(NeedsInit.class)
			.run((context) -> assertThat(context.getBean(NeedsInit.class).init).hasToString("Init of worker"));
	}

	@Test
	@DisplayName("let plain Init be the only sub-interface there is, beside other beans")
	void baseInitIsTheOnlySubInterface() {
		this.runner.withUserConfiguration(Scanning.class, NeedsInit.class, ListsEcho.class)
			.run((context) -> assertThat(context.getBean(NeedsInit.class).init).isInstanceOf(ScannedInit.class));
	}

	@Test
	@DisplayName("never make plain Init where nobody asks for it")
	void baseInitIsLazy() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(IpcAutoConfiguration.class))
			.withBean(Ipc.class, () -> this.ipc)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(this.ipc.events()).isEmpty();
			});
	}

	@Test
	@DisplayName("are none of them primary by themselves")
	void twoProcessesNeedQualifier() {
		this.runner.withPropertyValues("ipc.process.other.main-class=Other")
			.withUserConfiguration(ListsTwice.class, NeedsQualified.class)
			.run((context) -> {
				assertThatExceptionOfType(NoUniqueBeanDefinitionException.class)
					.isThrownBy(() -> context.getBean(Echo.class));
				NeedsQualified bean = context.getBean(NeedsQualified.class);
				assertThat(bean.echo.echo("a")).isEqualTo("worker:a");
				assertThat(bean.other.echo("b")).isEqualTo("other:b");
			});
	}

	@Test
	@DisplayName("carry no qualifier unless the annotation names their process")
	void unnamedProcessIsNoQualifier() {
		this.runner.withUserConfiguration(Scanning.class).run((context) -> {
			DefaultListableBeanFactory beanFactory = (DefaultListableBeanFactory) context.getBeanFactory();
			assertThat(((RootBeanDefinition) beanFactory.getBeanDefinition("ipc#" + ScannedInit.class.getName()))
				.getQualifiers()).isEmpty();
		});
	}

	@Test
	@DisplayName("heed @Primary, @Fallback, @Lazy and @Qualifier on their interface")
	void annotationsOnInterfaceCount() {
		this.runner.withUserConfiguration(ListsAnnotated.class).run((context) -> {
			assertThat(definition(context, PrimaryEcho.class).isPrimary()).isTrue();
			assertThat(definition(context, FallbackEcho.class).isFallback()).isTrue();
			assertThat(definition(context, LazyEcho.class).isLazyInit()).isTrue();
			assertThat(context.getBeanFactory().containsSingleton("worker#" + LazyEcho.class.getName())).isFalse();
			assertThat(context.getBeansOfType(QualifiedEcho.class)).hasSize(1);
			assertThat(BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(), QualifiedEcho.class,
					"mine"))
				.isNotNull();
		});
	}

	@Test
	@DisplayName("merge when imported twice from the same process")
	void sameImportTwiceMerges() {
		this.runner.withUserConfiguration(ListsEcho.class, ListsEchoAgain.class)
			.run((context) -> assertThat(context).hasSingleBean(Echo.class));
	}

	@Test
	@DisplayName("refuse a name that another bean has")
	void foreignBeanOfSameNameIsRefused() {
		this.runner.withBean("worker#" + Echo.class.getName(), String.class, () -> "x")
			.withUserConfiguration(ListsEcho.class)
			.run((context) -> assertThat(context).getFailure().isInstanceOf(BeanDefinitionOverrideException.class));
	}

	@Test
	@DisplayName("are not scanned for again when imported from a named process")
	void explicitImportReplacesScan() {
		this.runner.withUserConfiguration(Scanning.class, ListsPackage.class)
			.run((context) -> assertThat(context).hasSingleBean(ScannedInit.class)
				.hasBean("worker#" + ScannedInit.class.getName()));
	}

	@Test
	@DisplayName("refuse classes and interfaces that are not remote")
	void onlyRemoteInterfacesAreAccepted() {
		this.runner.withUserConfiguration(ListsClass.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("which is a class")
				.hasMessageContaining(NeedsEcho.class.getName()));
		this.runner.withUserConfiguration(ListsPlain.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("not marked as a remote interface"));
	}

	@Test
	@DisplayName("work behind an AOP proxy that would rather be a subclass")
	void aopProxies() {
		this.runner.withUserConfiguration(ListsEcho.class, AutoProxying.class).run((context) -> {
			Echo echo = context.getBean(Echo.class);
			assertThat(AopUtils.isAopProxy(echo)).isTrue();
			assertThat(echo.echo("hi")).isEqualTo("worker:hi");
		});
	}

	@Test
	@DisplayName("leave nothing but the application's own beans with ipc.enabled=false")
	void disabled() {
		this.runner.withPropertyValues("ipc.enabled=false")
			.withUserConfiguration(ListsEcho.class, Scanning.class, BacksOff.class)
			.run((context) -> assertThat(context).hasBean("localEcho")
				.hasSingleBean(Echo.class)
				.doesNotHaveBean(ScannedInit.class)
				.doesNotHaveBean(IpcProcesses.class));
	}

	private static BeanDefinition definition(AssertableApplicationContext context, Class<?> type) {
		return context.getBeanFactory().getBeanDefinition("worker#" + type.getName());
	}

	private static String[] remoteBeans(AssertableApplicationContext context) {
		return Arrays.stream(context.getBeanDefinitionNames())
			.filter((name) -> name.contains("#dev.multiprocess"))
			.toArray(String[]::new);
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage(basePackageClasses = ScannedInit.class)
	static class Scanning {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(process = "worker", types = Echo.class)
	static class ListsEcho {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = Echo.class)
	static class ListsEchoAnywhere {

	}

	/** As tests of contracts do, behind all definitions of beans. */
	@Configuration(proxyBeanMethods = false)
	static class AddsProperties {

		@Bean
		static BeanFactoryPostProcessor properties(ConfigurableEnvironment environment) {
			return (beanFactory) -> environment.getPropertySources()
				.addFirst(new MapPropertySource("late", Map.of("late.process", "late", "ipc.process.late.main-class",
						"Late", "ipc.interfaces[" + Echo.class.getName() + "].process", "${late.process}")));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(process = "worker", types = { Echo.class, EchoInit.class })
	static class ListsEchoAgain {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(process = "worker", basePackageClasses = ScannedInit.class)
	static class ListsPackage {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(process = "worker", types = Echo.class)
	@ImportRemoteInterfaces(process = "other", types = Echo.class)
	static class ListsTwice {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = NeedsEcho.class)
	static class ListsClass {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = Runnable.class)
	static class ListsPlain {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(process = "worker", types = { PrimaryEcho.class, FallbackEcho.class, LazyEcho.class })
	@ImportRemoteInterfaces(types = QualifiedEcho.class)
	static class ListsAnnotated {

	}

	@Configuration(proxyBeanMethods = false)
	static class NeedsEcho {

		@Autowired
		Echo echo;

	}

	@Configuration(proxyBeanMethods = false)
	static class NeedsInit {

		@Autowired
		Init init;

	}

	@Configuration(proxyBeanMethods = false)
	static class NeedsQualified {

		@Autowired
		@Qualifier("worker")
		Echo echo;

		@Autowired
		@Qualifier("other")
		Echo other;

	}

	@Configuration(proxyBeanMethods = false)
	static class BacksOff {

		@Bean
		@ConditionalOnMissingBean
		Echo localEcho() {
			return (text) -> "local:" + text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AutoProxying {

		@Bean
		static BeanNameAutoProxyCreator autoProxyCreator() {
			var creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("worker#*");
			creator.setProxyTargetClass(true);
			return creator;
		}

	}

	@Primary
	@RemoteInterface
	public interface PrimaryEcho {

	}

	@Fallback
	@RemoteInterface
	public interface FallbackEcho {

	}

	@Lazy
	@RemoteInterface
	public interface LazyEcho {

	}

	@Qualifier("mine")
	@RemoteInterface
	public interface QualifiedEcho {

	}

	/** Holds values of one type. */
	@RemoteInterface
	public interface Store<T> {

		T get(String name);

	}

	/** Holds texts. */
	@RemoteInterface
	public interface Texts extends Store<String> {

	}

	/** Holds numbers. */
	@RemoteInterface
	public interface Numbers extends Store<Integer> {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = { Texts.class, Numbers.class })
	static class ListsGenerics {

	}

	static class NeedsGenerics {

		private final Store<String> texts;

		private final Store<Integer> numbers;

		NeedsGenerics(Store<String> texts, Store<Integer> numbers) {
			this.texts = texts;
			this.numbers = numbers;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableSpawnedProcess
	@ImportRemoteInterfaces(process = "parent", types = Echo.class)
	static class ImportsFromParent {

	}

}
