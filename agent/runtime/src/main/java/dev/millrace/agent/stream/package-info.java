/**
 * What an operation has to say, from the spool to the controller: its output in order under the controller's credit, then how it ended, again after each
 * reconnect until it is acknowledged. Invariants: what is on disk is already masked (the supervisor masks before it writes, so that no secret reaches a
 * disk and a restarted agent needs none); one thread sends for one operation; nothing is held in memory but one piece.
 */
@NullMarked
package dev.millrace.agent.stream;

import org.jspecify.annotations.NullMarked;
