/**
 * How what is under way crosses: futures and streams stay where they are, and the other
 * program gets one of its own that calls them. Knows nothing of connections.
 */
@NullMarked
package dev.multiprocess.ipc.adapter;

import org.jspecify.annotations.NullMarked;
