/**
 * Auto-configuration for Spring Boot: remote interfaces become beans of the parent, beans
 * become what a worker serves.
 *
 * <p>
 * Start reading at {@link dev.multiprocess.ipc.autoconfigure.IpcAutoConfiguration}. Of
 * the core this package knows the public API only.
 */
@NullMarked
package dev.multiprocess.ipc.autoconfigure;

import org.jspecify.annotations.NullMarked;
