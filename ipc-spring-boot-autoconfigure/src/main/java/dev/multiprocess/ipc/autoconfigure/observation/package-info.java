/**
 * Observations of calls and metrics of processes, where Micrometer is.
 */
@NullMarked
package dev.multiprocess.ipc.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
