/**
 * Calls, references and the life of a connection, over any transport and with any codec.
 */
@NullMarked
package dev.multiprocess.ipc.protocol;

import org.jspecify.annotations.NullMarked;
