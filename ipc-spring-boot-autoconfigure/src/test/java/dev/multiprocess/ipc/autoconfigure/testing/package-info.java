/**
 * What the tests share.
 */
package dev.multiprocess.ipc.autoconfigure.testing;
