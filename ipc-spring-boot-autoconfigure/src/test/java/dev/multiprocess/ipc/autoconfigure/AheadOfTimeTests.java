package dev.multiprocess.ipc.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import dev.multiprocess.ipc.autoconfigure.aot.AotApplication;
import dev.multiprocess.ipc.autoconfigure.aot.AotInit;
import dev.multiprocess.ipc.autoconfigure.aot.AotWorker;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That parent and worker work when their contexts were generated ahead of time.
 */
@DisplayName("Processed ahead of time,")
class AheadOfTimeTests {

	@TempDir
	private Path folder;

	private DefaultGenerationContext generation;

	@Test
	@DisplayName("a parent has the same beans and the same life")
	void generatedContext() throws Exception {
		String initializer = generate(AotApplication.class, AotApplication.context());
		String code = sources().map(AheadOfTimeTests::text).reduce("", String::concat);
		assertThat(code).contains("ipc#" + AotInit.class.getName()).doesNotContain("RemoteInterfacePostProcessor");
		compile();
		List<String> events = run(AotApplication.class, initializer);
		assertThat(events.get(0)).isEqualTo("primary init AotInit of other");
		assertThat(events).contains("root other AotInit", "root worker ClosableEcho", "start other", "start worker")
			.endsWith("call other AotInit.ping", "call other Echo.echo", "call worker ClosableEcho.echo", "close");
	}

	@Test
	@DisplayName("a parent has hints at the proxies of its beans and at the values of their methods")
	void hints() {
		generate(AotApplication.class, AotApplication.context());
		RuntimeHints hints = this.generation.getRuntimeHints();
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Echo.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(AopProxyUtils.completeJdkProxyInterfaces(Echo.class)))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(AotInit.class)
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(AotInit.Pong.class)).accepts(hints);
	}

	@Test
	@DisplayName("a worker is still one")
	void generatedWorker() throws Exception {
		String initializer = generate(AotWorker.class, AotWorker.context());
		compile();
		assertThat(run(AotWorker.class, initializer)).containsExactly("ipcSpawnedProcess", "ipcWorkerSettings");
	}

	private String generate(Class<?> application, GenericApplicationContext context) {
		try (context) {
			this.generation = new DefaultGenerationContext(new ClassNameGenerator(ClassName.get(application)),
					new FileSystemGeneratedFiles(this.folder));
			String initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, this.generation)
				.canonicalName();
			this.generation.writeGeneratedContent();
			return initializer;
		}
	}

	private Stream<Path> sources() throws IOException {
		try (Stream<Path> files = Files.walk(this.folder)) {
			return files.filter((file) -> file.toString().endsWith(".java")).toList().stream();
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void compile() throws IOException {
		List<String> arguments = new ArrayList<>(List.of("-d", this.folder.toString(), "-proc:none", "-nowarn",
				"-classpath", System.getProperty("java.class.path")));
		sources().map(Path::toString).forEach(arguments::add);
		int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
		assertThat(status).isZero();
	}

	/** Package-private access needs one class loader for generated and other classes. */
	@SuppressWarnings("unchecked")
	private List<String> run(Class<?> application, String initializer) throws Exception {
		List<URL> urls = new ArrayList<>(List.of(this.folder.toUri().toURL()));
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			urls.add(Path.of(entry).toUri().toURL());
		}
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new),
				ClassLoader.getPlatformClassLoader())) {
			Thread.currentThread().setContextClassLoader(loader);
			return (List<String>) loader.loadClass(application.getName())
				.getMethod("run", String.class)
				.invoke(null, initializer);
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

}
