/**
 * The measurements. Contenders take turns in short slices, so that whatever else the
 * machine does hits all of them; a figure is the median of the slices.
 */
@NullMarked
package dev.multiprocess.ipc.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
