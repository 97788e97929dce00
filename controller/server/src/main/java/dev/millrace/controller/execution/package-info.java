/**
 * The durable run: journal, replay, timers, steps. Invariant: a result reaches the program after its entry is committed.
 */
@NullMarked
package dev.millrace.controller.execution;

import org.jspecify.annotations.NullMarked;
