/** Programs that are only looked at: what an edited one makes of the journal of the one before. They ask for nothing. */
@NullMarked
package dev.millrace.evaluator.inspect;

import org.jspecify.annotations.NullMarked;
