package dev.millrace.controller.lease;

import dev.millrace.wire.proto.LeaseAccepted;
import java.time.Instant;

/**
 * Where a lease stands.
 *
 * <pre>
 * Granted --accept--> Accepted --release, revoke--> Closing --ended, deadline + margin--> Ended
 *    |                   |
 *    +--refuse, absent, deadline + margin--> Ended (the job waits again)
 *                        +--ended, absent, deadline + margin--> Ended (the job is over)
 * </pre>
 */
sealed interface LeaseState {
    /** The agent was asked. Nothing of the job has run. */
    record Granted(Instant deadline) implements LeaseState {}

    /** The agent works. Past the deadline it has killed everything, unless it renewed before. */
    record Accepted(Instant deadline, LeaseAccepted terms) implements LeaseState {}

    /** Over for the job; the agent still cleans up and its executor is taken. */
    record Closing(Instant deadline, String reason) implements LeaseState {}

    /** Over for good. */
    record Ended(String reason) implements LeaseState {}
}
