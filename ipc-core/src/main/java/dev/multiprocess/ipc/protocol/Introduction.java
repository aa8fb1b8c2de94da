package dev.multiprocess.ipc.protocol;

/**
 * What a peer says of itself.
 *
 * @param name how it calls this program, empty if it does not
 * @param pid its process id
 * @param depth the number of parents above it
 */
public record Introduction(String name, long pid, int depth) {
}
