package dev.multiprocess.ipc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that callers do not wait for a method: a call returns once it is written.
 *
 * <p>
 * Only for methods that return {@code void} and declare no checked exception. The calls
 * of one thread to one object run in the order in which they were made, one-way or not: a
 * later call that waits sees the effects of the one-way calls before it. What the method
 * throws is logged in both processes and told to {@link IpcListener#oneWayFailed}, never
 * to the caller. A one-way call runs at most once: whether it did is not known if the
 * other process ends.
 *
 * <p>
 * No queue grows without bound: if the other process does not keep up, or is stopped, the
 * caller waits until there is room. That wait has the call's timeout, and an interrupt
 * ends it; the call has not run then.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OneWay {

}
