/**
 * The Netty endpoint for agents: sessions, backpressure, operations. Invariant: every message is checked against what the agent's leases allow.
 */
@NullMarked
package dev.millrace.controller.link;

import org.jspecify.annotations.NullMarked;
