package dev.millrace.controller.run;

import dev.millrace.controller.StatesPage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RunStatesPageTest {
    private static final Instant AT = Instant.EPOCH;

    @Test
    void the_page_shows_the_transitions_that_runs_have() throws IOException {
        var states = List.<RunState>of(
                new RunState.Accepted(),
                new RunState.Running(AT),
                new RunState.Finishing(AT, RunResult.SUCCESS),
                new RunState.Finished(AT, AT, RunResult.SUCCESS));
        var events = List.<RunEvent>of(
                new RunEvent.Began(AT), new RunEvent.ProgramEnded(AT, RunResult.SUCCESS), new RunEvent.Closed(AT));
        var transitions = new TreeSet<String>();
        for (var state : states) {
            for (var event : events) {
                try {
                    transitions.add("%s --> %s: %s"
                            .formatted(
                                    state.getClass().getSimpleName(),
                                    state.apply(event).getClass().getSimpleName(),
                                    event.getClass().getSimpleName()));
                } catch (IllegalTransition e) {
                    // not on the page
                }
            }
        }
        StatesPage.holds("run", transitions);
    }
}
