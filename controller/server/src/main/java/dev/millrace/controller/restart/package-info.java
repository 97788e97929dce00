/**
 * Where a run can be taken up again: which part of its journal is kept when it is restarted from a step, which steps failed, and what lies between a
 * workspace's snapshot and that step. Pure: journals in, journals out.
 */
@NullMarked
package dev.millrace.controller.restart;

import org.jspecify.annotations.NullMarked;
