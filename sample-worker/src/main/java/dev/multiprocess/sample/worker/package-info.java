/**
 * The process that opens foreign documents, and may die of them.
 */
@NullMarked
package dev.multiprocess.sample.worker;

import org.jspecify.annotations.NullMarked;
