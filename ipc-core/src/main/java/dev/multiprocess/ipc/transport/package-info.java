/**
 * Duplex byte channels between two processes; knows no calls.
 */
@NullMarked
package dev.multiprocess.ipc.transport;

import org.jspecify.annotations.NullMarked;
