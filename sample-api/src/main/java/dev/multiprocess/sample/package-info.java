/**
 * What the application and the process that opens foreign documents agree on.
 */
@NullMarked
package dev.multiprocess.sample;

import org.jspecify.annotations.NullMarked;
