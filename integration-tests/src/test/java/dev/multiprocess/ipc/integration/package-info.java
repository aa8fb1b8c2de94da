/** Uses what the build makes as its users do. */
@NullMarked
package dev.multiprocess.ipc.integration;

import org.jspecify.annotations.NullMarked;
