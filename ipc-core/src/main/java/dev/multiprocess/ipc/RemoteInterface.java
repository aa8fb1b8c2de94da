package dev.multiprocess.ipc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface whose objects travel by reference.
 *
 * <p>
 * The marker belongs on a public interface shared by both programs and says nothing of
 * processes: who serves it, and who calls it, is decided elsewhere. Every method of such
 * an interface is a remote call on a proxy; objects of all other types are copied.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RemoteInterface {

	/**
	 * The name under which both programs know the interface; by default its class name.
	 * @return the wire name, or an empty string for the class name
	 */
	String name() default "";

}
