/**
 * What the tests of all packages share.
 */
@NullMarked
package dev.multiprocess.ipc.testing;

import org.jspecify.annotations.NullMarked;
