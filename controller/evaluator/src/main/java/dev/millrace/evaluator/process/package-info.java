/** The evaluator as a process: frames on standard input and output, runs by their ids. */
@NullMarked
package dev.millrace.evaluator.process;

import org.jspecify.annotations.NullMarked;
