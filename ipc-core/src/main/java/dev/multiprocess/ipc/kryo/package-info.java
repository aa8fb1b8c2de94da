/**
 * The codec, built on Kryo; nothing else of the project imports Kryo.
 */
@NullMarked
package dev.multiprocess.ipc.kryo;

import org.jspecify.annotations.NullMarked;
