/**
 * Dry runs: a pipeline is really executed in an evaluator, as a run's is, but each of its steps is answered by what it would plausibly give. No agent,
 * no tool and nothing outside is reached, and nothing is stored. Answers depend on the call and the uploaded files alone, so the same pipeline
 * gives the same calls each time.
 */
@NullMarked
package dev.millrace.controller.rehearsal;

import org.jspecify.annotations.NullMarked;
