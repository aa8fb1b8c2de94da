/**
 * gRPC-java as a contender: compiled and fetched only to measure.
 */
@NullMarked
package dev.multiprocess.ipc.benchmarks.grpc;

import org.jspecify.annotations.NullMarked;
