package dev.multiprocess.ipc.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

import org.springframework.context.annotation.Import;

/**
 * Makes beans of remote interfaces that another process serves. <pre class="code">
 * &#64;SpringBootApplication
 * &#64;ImportRemoteInterfaces(process = "worker", types = Calculator.class)
 * class Application {
 * }</pre> Interfaces that extend {@link Init} in the application's own packages become
 * beans without it.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(ImportRemoteInterfaces.Container.class)
@Import(ImportRemoteInterfacesRegistrar.class)
public @interface ImportRemoteInterfaces {

	/**
	 * The process that serves them. Beans get its name as qualifier. In a worker
	 * {@code parent} is the application that started it, which names what it serves with
	 * the property {@code ipc.expose}; it can be called once the worker is ready.
	 * @return the name of a process; if empty, the one that the property
	 * {@code ipc.interfaces.<wire name>.process} names, or the only one configured
	 */
	String process() default "";

	/**
	 * The interfaces.
	 * @return types that carry {@link RemoteInterface}
	 */
	Class<?>[] types() default {};

	/**
	 * Packages to search, sub-packages included, for interfaces that extend {@link Init}.
	 * Without packages and types it is the package of the annotated class.
	 * @return names of packages
	 */
	String[] basePackages() default {};

	/**
	 * Classes whose packages are searched as {@link #basePackages()} are.
	 * @return any class of each package
	 */
	Class<?>[] basePackageClasses() default {};

	/**
	 * Holds several {@link ImportRemoteInterfaces}.
	 */
	@Documented
	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@Import(ImportRemoteInterfacesRegistrar.class)
	@interface Container {

		/**
		 * What to import.
		 * @return the imports
		 */
		ImportRemoteInterfaces[] value();

	}

}
