/**
 * Benchmarks: each starts the real program from outside, does its work, and prints figures beside their budgets as one JSON object.
 */
@NullMarked
package dev.millrace.bench;

import org.jspecify.annotations.NullMarked;
