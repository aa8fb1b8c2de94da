package dev.multiprocess.ipc.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.multiprocess.ipc.Init;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;

/**
 * Has the workers of the application under test run in the JVM of the test, as contexts
 * of their own. <pre class="code">
 * &#64;SpringBootTest
 * &#64;AutoConfigureTestIpc
 * class GalleryTests {
 *   &#64;Autowired Gallery gallery;
 * }</pre> Calls are made as between processes: values are copied by the real codec, and
 * what could not cross is refused. A worker starts when its process would, and ends with
 * it. It is the class that {@code main-class} names, with the Spring properties and
 * arguments of its process; Java's options, the environment and limits of memory are left
 * out. {@link Init#make(Class)} makes what the application has beans of.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ImportAutoConfiguration
@PropertyMapping("ipc.test")
public @interface AutoConfigureTestIpc {

	/**
	 * Whether workers are spawned all the same, as in production.
	 * @return whether they are processes
	 */
	boolean spawn() default false;

}
