/**
 * The pipeline model and its problems, as the evaluator parsed them. Invariant: nothing here parses or runs pipeline code.
 */
@NullMarked
package dev.millrace.controller.definition;

import org.jspecify.annotations.NullMarked;
