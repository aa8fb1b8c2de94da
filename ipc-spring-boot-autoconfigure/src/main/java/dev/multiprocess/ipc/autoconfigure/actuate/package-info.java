/**
 * What an operator sees of processes: health, an endpoint, and information, where Spring
 * Boot's Actuator is.
 */
@NullMarked
package dev.multiprocess.ipc.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
