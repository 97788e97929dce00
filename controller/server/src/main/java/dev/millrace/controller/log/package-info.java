/**
 * The run's log: ordered chunks, live tail. Invariant: a line appears once, in order, and what was acknowledged to an agent is on disk.
 */
@NullMarked
package dev.millrace.controller.log;

import org.jspecify.annotations.NullMarked;
