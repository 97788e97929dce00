/**
 * Work item to agent: token, epoch, expiry. Invariant: a job has at most one live attempt.
 */
@NullMarked
package dev.millrace.controller.lease;

import org.jspecify.annotations.NullMarked;
