/** Runs of releases before, replayed by this one. */
@NullMarked
package dev.millrace.evaluator.histories;

import org.jspecify.annotations.NullMarked;
