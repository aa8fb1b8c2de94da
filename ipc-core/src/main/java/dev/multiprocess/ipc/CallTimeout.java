package dev.multiprocess.ipc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sets the longest time that one call of a method may take, as part of the contract.
 *
 * <p>
 * It counts instead of {@link Ipc.Builder#callTimeout(java.time.Duration)} and
 * {@link ProcessSpec.Builder#callTimeout}, and is itself overruled by
 * {@link Ipc.Builder#callTimeout(String, java.time.Duration)}. A call made while another
 * is under way has no more than what is left of that one's time, whatever it says here.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CallTimeout {

	/**
	 * The time: a whole number with a unit ({@code ns}, {@code us}, {@code ms},
	 * {@code s}, {@code m}, {@code h}, {@code d}), as in {@code "250ms"} or {@code "5s"},
	 * or ISO-8601, as in {@code "PT1M30S"}. {@code "0s"} means no limit.
	 */
	String value();

}
