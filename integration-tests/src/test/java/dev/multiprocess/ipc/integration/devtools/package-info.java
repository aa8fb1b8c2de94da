/** An application that DevTools restart, and its worker. */
@NullMarked
package dev.multiprocess.ipc.integration.devtools;

import org.jspecify.annotations.NullMarked;
