/**
 * The worker that most tests share, and its interfaces.
 */
package dev.multiprocess.ipc.autoconfigure.it.lab;
