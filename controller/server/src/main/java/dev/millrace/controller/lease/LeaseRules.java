package dev.millrace.controller.lease;

import dev.millrace.controller.lease.LeaseEffect.EndJob;
import dev.millrace.controller.lease.LeaseEffect.Free;
import dev.millrace.controller.lease.LeaseEffect.Requeue;
import dev.millrace.controller.lease.LeaseEffect.Save;
import dev.millrace.controller.lease.LeaseEffect.SendRelease;
import dev.millrace.controller.lease.LeaseEffect.SendRevoke;
import dev.millrace.controller.lease.LeaseEffect.TellGranted;
import dev.millrace.controller.lease.LeaseEvent.Absent;
import dev.millrace.controller.lease.LeaseEvent.Accept;
import dev.millrace.controller.lease.LeaseEvent.AgentEnded;
import dev.millrace.controller.lease.LeaseEvent.Expire;
import dev.millrace.controller.lease.LeaseEvent.OfferAgain;
import dev.millrace.controller.lease.LeaseEvent.Refuse;
import dev.millrace.controller.lease.LeaseEvent.Release;
import dev.millrace.controller.lease.LeaseEvent.Renew;
import dev.millrace.controller.lease.LeaseEvent.Revoke;
import dev.millrace.controller.lease.LeaseState.Accepted;
import dev.millrace.controller.lease.LeaseState.Closing;
import dev.millrace.controller.lease.LeaseState.Ended;
import dev.millrace.controller.lease.LeaseState.Granted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The rules of leases. Pure. An agent counts its deadline from before the controller does, so that at the controller's deadline plus the margin
 * nothing of the job lives, whatever the agent or the network does; only then, or when the agent itself said that it has nothing, can the job be
 * leased again.
 */
final class LeaseRules {
    private static final String EXPIRED = "its agent did not answer until the lease's deadline";

    private final Duration margin;

    /** With the time that an agent has for killing what is left after the deadline. */
    LeaseRules(Duration margin) {
        this.margin = margin;
    }

    /** A next state and what follows from it. */
    record Step(LeaseState state, List<LeaseEffect> effects) {
        static Step of(LeaseState state, LeaseEffect... effects) {
            return new Step(state, List.of(effects));
        }
    }

    Step apply(LeaseState state, LeaseEvent event, Instant now) {
        return switch (state) {
            case Granted granted -> granted(granted, event, now);
            case Accepted accepted -> accepted(accepted, event, now);
            case Closing closing -> closing(closing, event, now);
            case Ended ended -> ended(ended, event);
        };
    }

    private Step granted(Granted state, LeaseEvent event, Instant now) {
        return switch (event) {
            case Accept(var terms, var deadline) ->
                now.isBefore(state.deadline())
                        ? Step.of(new Accepted(later(deadline, state.deadline()), terms), new Save(), new TellGranted())
                        : Step.of(state, new SendRevoke("accepted too late"));
            case OfferAgain(var deadline) ->
                now.isBefore(state.deadline())
                        ? Step.of(new Granted(later(deadline, state.deadline())), new Save())
                        : notBegun("was not accepted in time");
            case Refuse(var reason) -> notBegun("refused: " + reason);
            case AgentEnded(var reason) -> notBegun(reason);
            case Absent() -> notBegun("never reached its agent");
            case Expire() -> due(state.deadline(), now) ? notBegun("was not accepted in time") : Step.of(state);
            case Renew _ -> Step.of(state);
            case Release() -> closed(state.deadline(), "released", new SendRelease(), new EndJob("released", false));
            case Revoke(var reason) ->
                closed(state.deadline(), reason, new SendRevoke(reason), new EndJob(reason, true));
        };
    }

    private Step accepted(Accepted state, LeaseEvent event, Instant now) {
        return switch (event) {
            case Accept _, OfferAgain _ -> Step.of(state);
            case Renew(var deadline) ->
                now.isBefore(state.deadline())
                        ? Step.of(new Accepted(later(deadline, state.deadline()), state.terms()), new Save())
                        : Step.of(state, new SendRevoke("its deadline has passed"));
            case Refuse(var reason) -> lost("its agent gave it up: " + reason);
            case AgentEnded(var reason) -> lost("ended on its agent: " + reason);
            case Absent() -> lost("its agent came back without it");
            case Expire() -> due(state.deadline(), now) ? lost(EXPIRED) : Step.of(state);
            case Release() -> closed(state.deadline(), "released", new SendRelease(), new EndJob("released", false));
            case Revoke(var reason) ->
                closed(state.deadline(), reason, new SendRevoke(reason), new EndJob(reason, true));
        };
    }

    private Step closing(Closing state, LeaseEvent event, Instant now) {
        return switch (event) {
            case AgentEnded _, Absent _, Refuse _ -> Step.of(new Ended(state.reason()), new Free());
            case Expire() ->
                due(state.deadline(), now) ? Step.of(new Ended(state.reason()), new Free()) : Step.of(state);
            case Accept _, Renew _ -> Step.of(state, new SendRevoke(state.reason()));
            case Release _, Revoke _, OfferAgain _ -> Step.of(state);
        };
    }

    private static Step ended(Ended state, LeaseEvent event) {
        return switch (event) {
            case Accept _, Renew _ -> Step.of(state, new SendRevoke(state.reason()));
            case Refuse _, Expire _, Release _, Revoke _, AgentEnded _, Absent _, OfferAgain _ -> Step.of(state);
        };
    }

    private static Step notBegun(String reason) {
        return Step.of(new Ended(reason), new Save(), new Free(), new Requeue());
    }

    private static Step lost(String reason) {
        return Step.of(new Ended(reason), new Save(), new Free(), new EndJob(reason, true));
    }

    private static Step closed(Instant deadline, String reason, LeaseEffect send, LeaseEffect end) {
        return Step.of(new Closing(deadline, reason), new Save(), send, end);
    }

    private boolean due(Instant deadline, Instant now) {
        return !now.isBefore(deadline.plus(margin));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
