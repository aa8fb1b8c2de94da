/**
 * What the measured processes serve: one interface for each kind of call, so that nothing
 * on the way of a call sees one kind only.
 */
@NullMarked
package dev.multiprocess.ipc.benchmarks.served;

import org.jspecify.annotations.NullMarked;
