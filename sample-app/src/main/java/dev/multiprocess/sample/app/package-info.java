/**
 * A command line program that has foreign documents opened by a process it can afford to
 * lose.
 */
@NullMarked
package dev.multiprocess.sample.app;

import org.jspecify.annotations.NullMarked;
