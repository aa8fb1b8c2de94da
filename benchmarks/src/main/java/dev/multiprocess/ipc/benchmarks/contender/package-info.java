/**
 * The ways of calling another process that are compared, in one shape.
 */
@NullMarked
package dev.multiprocess.ipc.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
