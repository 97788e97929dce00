/** Programs that are only looked at: what an edited one makes of a journal, and how one stands where its journal is used up. They ask for nothing. */
@NullMarked
package dev.millrace.evaluator.inspect;

import org.jspecify.annotations.NullMarked;
