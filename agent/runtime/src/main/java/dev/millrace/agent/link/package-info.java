/**
 * The connection to the controller, dialled by the agent: TLS 1.3 with the controller's certificate pinned and the agent's own key, one thread that
 * reads, answers and sends heartbeats, reconnection with jittered backoff.
 *
 * <p>Invariants: a lease is only ever extended from the moment at which a heartbeat was <em>sent</em>; sending waits while the connection does not take
 * more; Netty's thread only hands over; at most {@value dev.millrace.agent.link.Inbox#HIGH} messages wait to be taken before reading stops.
 */
@NullMarked
package dev.millrace.agent.link;

import org.jspecify.annotations.NullMarked;
