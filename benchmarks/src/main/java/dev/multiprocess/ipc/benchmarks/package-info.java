/**
 * What calls and starts cost, measured beside a yardstick in the same run.
 */
@NullMarked
package dev.multiprocess.ipc.benchmarks;

import org.jspecify.annotations.NullMarked;
