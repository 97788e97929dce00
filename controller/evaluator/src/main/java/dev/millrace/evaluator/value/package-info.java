/** Values of pipeline code and values of the schema: one to the other. */
@NullMarked
package dev.millrace.evaluator.value;

import org.jspecify.annotations.NullMarked;
