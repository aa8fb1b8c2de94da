package dev.multiprocess.ipc.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

import org.springframework.context.annotation.Import;

/**
 * Makes an application a worker, which serves its beans to the process that started it.
 * <pre class="code">
 * &#64;SpringBootApplication
 * &#64;EnableSpawnedProcess
 * class WorkerApplication {
 *   public static void main(String[] args) {
 *     SpringApplication.run(WorkerApplication.class, args);
 *   }
 * }</pre> It reaches its parent at once, serves once the application is ready, its
 * runners included, and ends with its parent. What a bean or a runner throws meanwhile is
 * thrown by the parent's start. A bean that implements an interface extending
 * {@link Init} is what it serves first; what that does not make, and everything when
 * there is none, {@link Init#make(Class)} takes from the beans.
 *
 * <p>
 * The annotation counts on the class that is run: component scans of other applications
 * leave such a class out.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(SpawnedProcessRegistrar.class)
public @interface EnableSpawnedProcess {

	/**
	 * The interfaces that beans serve.
	 * @return types that carry {@link RemoteInterface}; if empty, each one that a bean
	 * implements
	 */
	Class<?>[] exposes() default {};

	/**
	 * Whether the application may be run by hand, serving nobody.
	 * @return whether it may run without a parent
	 */
	boolean allowStandalone() default false;

}
