package dev.multiprocess.ipc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * May run twice without harm.
 *
 * <p>
 * When the process ends during a call of such a method and nobody knows whether it was
 * executed, the call is tried once more on the process that takes its place, provided it
 * was made through a {@linkplain Ipc#root root} or a bean: only they know of another
 * process. No other call is ever repeated.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Idempotent {

}
