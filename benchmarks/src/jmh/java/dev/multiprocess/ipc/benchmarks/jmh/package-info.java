/**
 * The parts of a call by themselves. Everything in one process: what a call between two
 * costs is measured elsewhere.
 */
@NullMarked
package dev.multiprocess.ipc.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
