/**
 * The implementation of the front door: wires processes and protocol.
 */
@NullMarked
package dev.multiprocess.ipc.runtime;

import org.jspecify.annotations.NullMarked;
