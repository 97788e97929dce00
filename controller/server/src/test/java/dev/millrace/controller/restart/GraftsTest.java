package dev.millrace.controller.restart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.Grafted;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GraftsTest {
    private static final List<JournalEntry> JOURNAL = List.of(asked(1, 10), asked(2, 11), outcome(2, 20), ended());

    private static JournalEntry asked(int step, long at) {
        return JournalEntry.newBuilder()
                .setAtMillis(at)
                .setAsked(Asked.newBuilder().setStep(step).setName("sh").setPlace(Place.getDefaultInstance()))
                .build();
    }

    private static JournalEntry outcome(int step, long at) {
        return JournalEntry.newBuilder()
                .setAtMillis(at)
                .setOutcome(Outcome.newBuilder()
                        .setStep(step)
                        .setValue(Value.newBuilder().setText("of " + step)))
                .build();
    }

    private static JournalEntry ended() {
        return JournalEntry.newBuilder().setEnded(Ended.getDefaultInstance()).build();
    }

    private static Grafted kept(int entry, int step) {
        return Grafted.newBuilder().setKept(entry).setStep(step).build();
    }

    private static Grafted made(JournalEntry entry) {
        return Grafted.newBuilder().setMade(entry).build();
    }

    @Test
    void what_is_kept_has_the_numbers_of_the_edited_program_and_what_it_makes_has_the_time_before() {
        var fork = Grafts.fork(JOURNAL, List.of(kept(2, 1), kept(3, 0), made(asked(2, 0)), kept(1, 3)));
        assertEquals(
                List.of(asked(1, 11), outcome(2, 20), asked(2, 20), asked(3, 10)),
                List.of(
                        fork.entries().get(0),
                        fork.entries().get(1).toBuilder()
                                .setOutcome(fork.entries().get(1).getOutcome().toBuilder()
                                        .setStep(2))
                                .build(),
                        fork.entries().get(2),
                        fork.entries().get(3)));
        assertEquals(1, fork.entries().get(1).getOutcome().getStep());
        assertEquals(2, fork.first());
        assertEquals(Map.of(2, 1), fork.steps(), "step 1 is kept without an outcome: nothing of it is handed on");
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                Arguments.of("an outcome of its own", List.of(made(asked(1, 0)), made(outcome(1, 0)))),
                Arguments.of("the outcome of a step that is not kept", List.of(kept(1, 1), kept(3, 0))),
                Arguments.of("an outcome twice", List.of(kept(2, 1), kept(3, 0), kept(3, 0))),
                Arguments.of("an entry that the journal does not have", List.of(kept(5, 0))),
                Arguments.of("the end of the run", List.of(kept(4, 0))),
                Arguments.of("nothing", List.of(Grafted.getDefaultInstance())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void a_program_that_says_what_cannot_be_is_not_believed(String what, List<Grafted> said) {
        assertThrows(IllegalArgumentException.class, () -> Grafts.fork(JOURNAL, said), what);
    }
}
