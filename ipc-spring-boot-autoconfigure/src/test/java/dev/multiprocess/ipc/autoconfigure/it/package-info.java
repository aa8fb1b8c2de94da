/**
 * Parents with really spawned workers.
 */
package dev.multiprocess.ipc.autoconfigure.it;
