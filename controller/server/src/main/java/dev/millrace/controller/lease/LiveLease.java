package dev.millrace.controller.lease;

import dev.millrace.controller.base.AgentId;
import java.time.Instant;
import java.util.Optional;

/** A lease that is not over for good. Belongs to the engine's thread. */
final class LiveLease {
    final LeaseKey key;
    final AgentId agent;
    LeaseState state;

    LiveLease(LeaseKey key, AgentId agent, LeaseState state) {
        this.key = key;
        this.agent = agent;
        this.state = state;
    }

    /** Until when the agent may have something of the job; empty when it has nothing. */
    Optional<Instant> deadline() {
        return switch (state) {
            case LeaseState.Granted(var deadline) -> Optional.of(deadline);
            case LeaseState.Accepted accepted -> Optional.of(accepted.deadline());
            case LeaseState.Closing closing -> Optional.of(closing.deadline());
            case LeaseState.Ended _ -> Optional.empty();
        };
    }
}
