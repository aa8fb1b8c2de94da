/**
 * Operating-system processes: command line, secret, start, output, exit, stop.
 */
@NullMarked
package dev.multiprocess.ipc.process;

import org.jspecify.annotations.NullMarked;
