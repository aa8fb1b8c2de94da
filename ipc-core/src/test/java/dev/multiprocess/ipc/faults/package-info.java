/**
 * Tests of what goes wrong between real processes.
 */
@NullMarked
package dev.multiprocess.ipc.faults;

import org.jspecify.annotations.NullMarked;
