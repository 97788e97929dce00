/**
 * The processes that run pipeline code: started, shared by trust domain, spoken with, watched and replaced. Invariants: programs of two trust domains
 * never share a process; what an evaluator says is bounded before it is read, and reaches only the listener of a run that it has.
 */
@NullMarked
package dev.millrace.controller.evaluator;

import org.jspecify.annotations.NullMarked;
