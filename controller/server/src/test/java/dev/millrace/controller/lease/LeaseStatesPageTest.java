package dev.millrace.controller.lease;

import dev.millrace.controller.StatesPage;
import dev.millrace.wire.proto.LeaseAccepted;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LeaseStatesPageTest {
    private static final Instant DEADLINE = Instant.EPOCH.plusSeconds(100);

    @Test
    void the_page_shows_the_transitions_that_leases_have() throws IOException {
        var rules = new LeaseRules(Duration.ofSeconds(5));
        var terms = LeaseAccepted.getDefaultInstance();
        var states = List.<LeaseState>of(
                new LeaseState.Granted(DEADLINE),
                new LeaseState.Accepted(DEADLINE, terms),
                new LeaseState.Closing(DEADLINE, "over"),
                new LeaseState.Ended("over"));
        var events = List.<LeaseEvent>of(
                new LeaseEvent.Accept(terms, DEADLINE.plusSeconds(100)),
                new LeaseEvent.OfferAgain(DEADLINE.plusSeconds(100)),
                new LeaseEvent.Refuse("full"),
                new LeaseEvent.Renew(DEADLINE.plusSeconds(100)),
                new LeaseEvent.Expire(),
                new LeaseEvent.Release(),
                new LeaseEvent.Revoke("stopped"),
                new LeaseEvent.AgentEnded("gone"),
                new LeaseEvent.Absent());
        var transitions = new TreeSet<String>();
        for (var state : states) {
            for (var event : events) {
                for (var now : List.of(Instant.EPOCH, DEADLINE.plusSeconds(5))) {
                    var next = rules.apply(state, event, now).state();
                    if (!next.equals(state)) {
                        transitions.add("%s --> %s: %s"
                                .formatted(
                                        state.getClass().getSimpleName(),
                                        next.getClass().getSimpleName(),
                                        event.getClass().getSimpleName()));
                    }
                }
            }
        }
        StatesPage.holds("lease", transitions);
    }
}
