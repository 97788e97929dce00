/**
 * What starts runs: people, schedules, webhooks, other runs. Invariant: a trigger that was acknowledged becomes exactly one run.
 */
@NullMarked
package dev.millrace.controller.trigger;

import org.jspecify.annotations.NullMarked;
