package dev.millrace.controller.lease;

import dev.millrace.controller.base.AgentId;
import dev.millrace.wire.proto.LeaseAccepted;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What agents say about leases. Every call names the agent that says it: what is about a lease of another one, or carries another epoch than the
 * valid lease, changes nothing and is answered with a revoke. Safe for use by many threads; calls of one agent take effect in their order. None
 * blocks.
 */
public interface Leases {
    /** How long leases hold. */
    LeaseSettings settings();

    /** Where leases are sent. Set once, before agents are let in. */
    void connect(AgentLine line);

    /**
     * An agent came, or came back, with these leases. Those that are valid are renewed; what the controller thought it held and it does not hold
     * is lost.
     *
     * @return completes when that is durable, with those that it keeps
     */
    CompletableFuture<Set<LeaseKey>> met(AgentId agent, Collection<LeaseKey> held);

    /**
     * A heartbeat names these leases.
     *
     * @return completes when the new deadlines are durable, with the renewed ones; for the others a revoke is sent
     */
    CompletableFuture<Set<LeaseKey>> renew(AgentId agent, Collection<LeaseKey> held);

    /** An agent took a lease. */
    void accepted(AgentId agent, LeaseKey lease, LeaseAccepted terms);

    /** An agent does not want a lease: its job waits again. */
    void refused(AgentId agent, LeaseKey lease, String reason);

    /** A lease is over on its agent. */
    void ended(AgentId agent, LeaseKey lease, String reason);

    /** An agent said about a lease of its own what cannot be: the job is stopped. */
    void broken(AgentId agent, LeaseKey lease, String reason);

    /** The agent that holds a lease which it accepted and which is not over. Fast. */
    Optional<AgentId> holder(LeaseKey lease);

    /** Whether an agent holds a lease that it accepted and that is not over. Fast. */
    boolean holds(AgentId agent, LeaseKey lease);
}
