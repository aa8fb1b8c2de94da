/**
 * What was measured, as Markdown and against the budgets.
 */
@NullMarked
package dev.multiprocess.ipc.benchmarks.report;

import org.jspecify.annotations.NullMarked;
