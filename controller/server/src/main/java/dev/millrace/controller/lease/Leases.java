package dev.millrace.controller.lease;

import dev.millrace.controller.base.AgentId;
import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseGrant;
import java.util.Collection;
import java.util.List;
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
     * is lost. A lease that was offered to it and not answered is offered again, whether the offer or the answer was lost: it has the same epoch, and an
     * agent that took it answers as it did.
     *
     * @return completes when that is durable
     */
    CompletableFuture<Met> met(AgentId agent, Collection<LeaseKey> held);

    /**
     * What an agent that came is told.
     *
     * @param kept leases that it may go on with
     * @param offers among them those that it has not answered
     */
    record Met(Set<LeaseKey> kept, List<LeaseGrant> offers) {
        public Met {
            kept = Set.copyOf(kept);
            offers = List.copyOf(offers);
        }
    }

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
