/**
 * Pure decisions: who is next, and where. Invariant: no clock, random, thread, SQL or socket; the same input gives the same answer.
 */
@NullMarked
package dev.millrace.controller.schedule;

import org.jspecify.annotations.NullMarked;
