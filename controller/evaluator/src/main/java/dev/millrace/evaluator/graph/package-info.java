/**
 * Stages that need each other: planned before anything runs, then run by their frontier. Pure: names and edges in, names and faults out; no clock, no
 * thread, no I/O. Knows nothing of how stages are written or run.
 */
@NullMarked
package dev.millrace.evaluator.graph;

import org.jspecify.annotations.NullMarked;
