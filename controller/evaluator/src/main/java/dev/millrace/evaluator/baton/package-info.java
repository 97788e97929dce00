/**
 * The replay machine of one run: branches under one baton, entries from the program compared with the journal in their order, deliveries taken in theirs.
 *
 * <p>Invariants: one branch runs at a time; a delivery is taken only when no branch can run; so the order of deliveries alone determines the program.
 * Nothing here knows Groovy, sockets or files: messages leave through {@link dev.millrace.evaluator.baton.Outbox}.
 */
@NullMarked
package dev.millrace.evaluator.baton;

import org.jspecify.annotations.NullMarked;
