/** Declarative pipelines: {@code pipeline { }} is read while a source is compiled, and run when the script reaches it. */
@NullMarked
package dev.millrace.evaluator.stages;

import org.jspecify.annotations.NullMarked;
