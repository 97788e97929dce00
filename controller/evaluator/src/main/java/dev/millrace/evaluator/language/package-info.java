/**
 * The pipeline language: compiles sources, runs scripts, turns calls into steps.
 *
 * <p>Invariant: all that a program learns from outside comes through the baton: outcomes, time, randomness.
 */
@NullMarked
package dev.millrace.evaluator.language;

import org.jspecify.annotations.NullMarked;
