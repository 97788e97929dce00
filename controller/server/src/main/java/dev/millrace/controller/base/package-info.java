/**
 * Ids, digests, problems: the small words that every other package uses. Invariant: values only; no clock, thread, SQL or socket.
 */
@NullMarked
package dev.millrace.controller.base;

import org.jspecify.annotations.NullMarked;
