/**
 * A parent and its worker in one package, to be packed into one jar.
 */
package dev.multiprocess.ipc.autoconfigure.fatjar;
