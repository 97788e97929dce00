package dev.millrace.controller.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.controller.run.RunEvent.Began;
import dev.millrace.controller.run.RunEvent.Closed;
import dev.millrace.controller.run.RunEvent.ProgramEnded;
import dev.millrace.controller.run.RunState.Accepted;
import dev.millrace.controller.run.RunState.Finished;
import dev.millrace.controller.run.RunState.Finishing;
import dev.millrace.controller.run.RunState.Running;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunStateTest {
    private static final Instant T1 = Instant.ofEpochSecond(1);
    private static final Instant T2 = Instant.ofEpochSecond(2);

    @Test
    void every_pair_of_state_and_event_is_decided() {
        var states = List.of(
                new Accepted(),
                new Running(T1),
                new Finishing(T1, RunResult.SUCCESS),
                new Finished(T1, T1, RunResult.SUCCESS));
        var events = List.of(new Began(T2), new ProgramEnded(T2, RunResult.FAILURE), new Closed(T2));
        var next = List.<Optional<RunState>>of(
                Optional.of(new Running(T2)),
                Optional.of(new Finishing(T2, RunResult.FAILURE)),
                Optional.empty(),
                Optional.of(new Running(T1)),
                Optional.of(new Finishing(T1, RunResult.FAILURE)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Finished(T1, T2, RunResult.SUCCESS)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var index = 0;
        for (var state : states) {
            for (var event : events) {
                var expected = next.get(index++);
                if (expected.isPresent()) {
                    assertEquals(expected.get(), state.apply(event));
                } else {
                    assertThrows(IllegalTransition.class, () -> state.apply(event), state + " and " + event);
                }
            }
        }
    }
}
