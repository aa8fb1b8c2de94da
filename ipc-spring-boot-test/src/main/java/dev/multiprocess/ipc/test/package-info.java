/**
 * Tests of applications that call other processes, without those processes: start reading
 * at {@link dev.multiprocess.ipc.test.AutoConfigureTestIpc}.
 */
@NullMarked
package dev.multiprocess.ipc.test;

import org.jspecify.annotations.NullMarked;
