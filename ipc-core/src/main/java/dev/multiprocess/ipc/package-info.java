/**
 * Calls between processes through plain Java interfaces.
 *
 * <p>
 * A parent starts other JVMs and calls their objects as if they were local;
 * {@link dev.multiprocess.ipc.Ipc} is the front door and tells the whole story. This
 * package holds contracts, values and exceptions only: it depends on no other package of
 * the project, and every other package may depend on it.
 */
@NullMarked
package dev.multiprocess.ipc;

import org.jspecify.annotations.NullMarked;
