package dev.multiprocess.ipc.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.jspecify.annotations.Nullable;

/**
 * One version of a contract, compiled by the test and loaded in a class loader of its
 * own: the types of another version have the same names and are others.
 *
 * <p>
 * All types are nested in the remote interface {@code v.Api}, an {@code Init}; the class
 * {@code v.Served} implements it.
 */
public final class Version extends ClassLoader {

	private static final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

	/** Shared, since it takes long to read the class path. */
	private static final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);

	private static final String IMPORTS = """
			package v;
			import dev.multiprocess.ipc.*;
			import java.util.*;
			import java.util.concurrent.Callable;
			import java.util.function.*;
			""";

	private final Map<String, byte[]> classes = new HashMap<>();

	private Version() {
		super(Version.class.getClassLoader());
	}

	/**
	 * Compiles a version.
	 * @param contract the members of the interface
	 * @param served the members of the class that implements it, or null if nobody shall
	 */
	public static Version of(String contract, @Nullable String served) {
		Version version = new Version();
		Map<String, String> sources = new HashMap<>();
		sources.put("Api", IMPORTS
				+ "@RemoteInterface public interface Api extends Init { default String ping() { return \"local\"; }"
				+ contract + "}");
		if (served != null) {
			sources.put("Served",
					IMPORTS + "public class Served implements Api { @Override public String ping() { return \"pong\"; }"
							+ served + "}");
			sources.put("Worker", IMPORTS + "public class Worker { public static void main(String[] args) {"
					+ "Ipc.builder().init(new Served()).build().startSpawnedProcess(args).ifPresent(System::exit); } }");
		}
		version.compile(sources);
		return version;
	}

	private void compile(Map<String, String> sources) {
		DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
		List<Source> units = sources.entrySet()
			.stream()
			.map((each) -> new Source(each.getKey(), each.getValue()))
			.toList();
		boolean compiled = compiler
			.getTask(null, new Output(files), problems, List.of("-proc:none", "-parameters"), null, units)
			.call();
		if (!compiled) {
			throw new IllegalArgumentException(problems.getDiagnostics()
				.stream()
				.filter((problem) -> problem.getKind() == Diagnostic.Kind.ERROR)
				.toList()
				.toString());
		}
	}

	@Override
	protected Class<?> findClass(String name) throws ClassNotFoundException {
		byte[] code = this.classes.get(name);
		if (code == null) {
			throw new ClassNotFoundException(name);
		}
		return defineClass(name, code, 0, code.length);
	}

	/** Returns a type by its name within the contract. */
	public Class<?> type(String name) {
		try {
			return loadClass(name.equals("Api") || name.startsWith("Served") ? "v." + name : "v.Api$" + name);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/** Makes an object with the only constructor of its class. */
	public Object make(String type, @Nullable Object... arguments) {
		try {
			return type(type).getDeclaredConstructors()[0].newInstance(arguments);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/** Returns a constant of an enum. */
	public Object constant(String type, String name) {
		return Arrays.stream(type(type).getEnumConstants())
			.filter((constant) -> constant.toString().equals(name))
			.findFirst()
			.orElseThrow();
	}

	/** Calls a method that no other one has the name and number of parameters of. */
	public static @Nullable Object call(Object target, String name, @Nullable Object... arguments) throws Throwable {
		try {
			return Stream.of(target.getClass().getInterfaces())
				.flatMap((type) -> Stream.of(type.getMethods()))
				.filter((method) -> method.getName().equals(name) && method.getParameterCount() == arguments.length)
				.findFirst()
				.orElseThrow()
				.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	/** Writes the classes into a folder, for another JVM to load. */
	public void writeTo(Path folder) throws IOException {
		Files.createDirectories(folder.resolve("v"));
		for (Map.Entry<String, byte[]> each : this.classes.entrySet()) {
			Files.write(folder.resolve(each.getKey().replace('.', '/') + ".class"), each.getValue());
		}
	}

	/** The text of a class. */
	private static final class Source extends SimpleJavaFileObject {

		private final String text;

		Source(String name, String text) {
			super(URI.create("memory:///v/" + name + ".java"), Kind.SOURCE);
			this.text = text;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.text;
		}

	}

	/** Keeps what was compiled. */
	private final class Output extends ForwardingJavaFileManager<JavaFileManager> {

		Output(JavaFileManager standard) {
			super(standard);
		}

		@Override
		public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
				FileObject sibling) {
			return new SimpleJavaFileObject(URI.create("memory:///" + name + ".class"), kind) {

				@Override
				public OutputStream openOutputStream() {
					return new ByteArrayOutputStream() {

						@Override
						public void close() {
							Version.this.classes.put(name, toByteArray());
						}

					};
				}

			};
		}

	}

}
