/**
 * Calls between two Spring applications, observed or not.
 */
@NullMarked
package dev.multiprocess.ipc.benchmarks.spring;

import org.jspecify.annotations.NullMarked;
