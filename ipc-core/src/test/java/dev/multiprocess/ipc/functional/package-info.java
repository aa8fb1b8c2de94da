/**
 * Tests of the rules of behaviour through the public API alone. Each {@code *Tests} runs
 * over the in-memory pair, and its sub-class {@code *IT} over a real JVM.
 */
@NullMarked
package dev.multiprocess.ipc.functional;

import org.jspecify.annotations.NullMarked;
