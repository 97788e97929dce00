/**
 * What the process gives up before it hears of any pipeline: system calls that a virtual machine does not need once it runs, and large limits. Invariant:
 * nothing given up can be had back, by no thread of the process.
 */
@NullMarked
package dev.millrace.evaluator.confinement;

import org.jspecify.annotations.NullMarked;
