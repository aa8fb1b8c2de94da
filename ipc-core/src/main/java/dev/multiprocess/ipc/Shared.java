package dev.multiprocess.ipc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that the result of an {@link Init} method is not handed over to the caller.
 *
 * <p>
 * Without it, a result that is {@link AutoCloseable} is closed once its last remote
 * reference is gone. With it, others hold the object too and it is left alone.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Shared {

}
