/**
 * Sealed values, placeholders and masking. Invariant: a value in clear never leaves for the evaluator, the journal, the log, the API or the database.
 */
@NullMarked
package dev.millrace.controller.secret;

import org.jspecify.annotations.NullMarked;
