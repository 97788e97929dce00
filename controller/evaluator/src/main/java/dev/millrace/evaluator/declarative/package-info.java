/** Declarative pipelines: from the program's tree to a model, with everything that is wrong at once. Nothing here runs anything. */
@NullMarked
package dev.millrace.evaluator.declarative;

import org.jspecify.annotations.NullMarked;
