package dev.millrace.controller.lease;

import dev.millrace.wire.proto.LeaseAccepted;
import java.time.Instant;

/** What happens to a lease. */
sealed interface LeaseEvent {
    /** The agent took it; it holds until {@code deadline} unless renewed. */
    record Accept(LeaseAccepted terms, Instant deadline) implements LeaseEvent {}

    /** The agent came back before its answer did: the same offer holds until {@code deadline}. */
    record OfferAgain(Instant deadline) implements LeaseEvent {}

    /** The agent does not want it. */
    record Refuse(String reason) implements LeaseEvent {}

    /** The agent still has it. */
    record Renew(Instant deadline) implements LeaseEvent {}

    /** Deadline and margin may have passed. */
    record Expire() implements LeaseEvent {}

    /** The run is done with the job. */
    record Release() implements LeaseEvent {}

    /** The job is stopped from here. */
    record Revoke(String reason) implements LeaseEvent {}

    /** The agent says that it is over there. */
    record AgentEnded(String reason) implements LeaseEvent {}

    /** The agent came back without it. */
    record Absent() implements LeaseEvent {}
}
