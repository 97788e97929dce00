/** Runs at a position of their journal: what was journaled, and what the program was like there. */
@NullMarked
package dev.millrace.controller.inspect;

import org.jspecify.annotations.NullMarked;
