/**
 * Work items and what they need. Invariant: a committed job waits here until it is leased or cancelled.
 */
@NullMarked
package dev.millrace.controller.queue;

import org.jspecify.annotations.NullMarked;
