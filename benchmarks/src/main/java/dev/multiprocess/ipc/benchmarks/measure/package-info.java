/**
 * The measurements. Contenders take turns in short slices, so that whatever else the
 * machine does hits all of them. Times are percentiles of the round trips of all slices;
 * other figures are medians of the slices.
 */
@NullMarked
package dev.multiprocess.ipc.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
