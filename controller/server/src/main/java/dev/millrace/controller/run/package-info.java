/**
 * Runs and their attempts: states, events, numbers. Invariant: a state changes only through {@code RunState}'s transitions.
 */
@NullMarked
package dev.millrace.controller.run;

import org.jspecify.annotations.NullMarked;
