package dev.millrace.controller.lease;

import dev.millrace.controller.base.AgentId;
import dev.millrace.wire.proto.LeaseGrant;

/**
 * How leases reach agents. All calls return at once; what cannot be sent now is dropped, as the agent's next hello or heartbeat brings both sides
 * together again. Called in order, by one thread at a time.
 */
public interface AgentLine {
    /** Offers a lease. */
    void grant(AgentId agent, LeaseGrant grant);

    /** The job is done with: clean up. */
    void release(AgentId agent, LeaseKey lease);

    /** Stop. */
    void revoke(AgentId agent, LeaseKey lease, String reason);

    /** A lease that was accepted is over for its job: operations end. Told before the run hears of it. */
    void over(LeaseKey lease, String reason);
}
