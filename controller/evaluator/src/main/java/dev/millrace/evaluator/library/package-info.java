/**
 * Shared libraries of a run: which are loaded, in which order, at which commit, and what of them the run's code sees. Invariant: a run has one version of a
 * library, and every replay has the same, because the outcome of the step that asked for it says which.
 */
@NullMarked
package dev.millrace.evaluator.library;

import org.jspecify.annotations.NullMarked;
