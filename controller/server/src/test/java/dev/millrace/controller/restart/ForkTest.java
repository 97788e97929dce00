package dev.millrace.controller.restart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Closed;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.HandedOut;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.StepFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForkTest {
    private final List<JournalEntry> journal = new ArrayList<>();
    private int last;

    private int asked(String name, int branch, int parent) {
        journal.add(JournalEntry.newBuilder()
                .setAsked(Asked.newBuilder().setStep(++last).setName(name).setPlace(place(branch, parent)))
                .build());
        return last;
    }

    private int noted(String name, int branch, int parent) {
        journal.add(JournalEntry.newBuilder()
                .setNoted(Noted.newBuilder()
                        .setStep(++last)
                        .setName(name)
                        .setBlock(true)
                        .setPlace(place(branch, parent)))
                .build());
        return last;
    }

    private static Place place(int branch, int parent) {
        return Place.newBuilder().setBranch(branch).setParent(parent).build();
    }

    private void closed(int step, Result result) {
        journal.add(JournalEntry.newBuilder()
                .setClosed(Closed.newBuilder().setStep(step).setResult(result))
                .build());
    }

    private void outcome(int step) {
        journal.add(JournalEntry.newBuilder()
                .setOutcome(Outcome.newBuilder().setStep(step))
                .build());
    }

    private void failed(int step, StepFailure.Kind kind) {
        journal.add(JournalEntry.newBuilder()
                .setOutcome(Outcome.newBuilder()
                        .setStep(step)
                        .setFailure(StepFailure.newBuilder().setKind(kind)))
                .build());
    }

    private void time() {
        journal.add(JournalEntry.newBuilder()
                .setHandedOut(HandedOut.newBuilder().setKind("time"))
                .build());
    }

    private String words(Fork fork) {
        var words = new StringBuilder();
        for (var entry : fork.entries()) {
            words.append(
                    switch (entry.getBodyCase()) {
                        case ASKED ->
                            "?" + entry.getAsked().getName() + entry.getAsked().getStep();
                        case NOTED ->
                            "!" + entry.getNoted().getName() + entry.getNoted().getStep();
                        case CLOSED -> "/" + entry.getClosed().getStep();
                        case OUTCOME -> "=" + entry.getOutcome().getStep();
                        case HANDED_OUT -> "t";
                        case SIGNAL, BEGAN, RESTED, ENDED, BODY_NOT_SET -> "*";
                    });
            words.append(' ');
        }
        return words.toString().strip();
    }

    @Test
    void of_a_sequence_everything_before_is_kept_and_the_step_waits_again() {
        var one = noted("stage", 0, 0);
        outcome(asked("sh", 0, one));
        closed(one, Result.SUCCESS);
        var two = noted("stage", 0, 0);
        time();
        var sh = asked("sh", 0, two);
        failed(sh, StepFailure.Kind.FAILED);
        closed(two, Result.FAILURE);
        journal.add(
                JournalEntry.newBuilder().setEnded(Ended.getDefaultInstance()).build());
        assertEquals("!stage1 ?sh2 =2 /1 !stage3 t ?sh4", words(Fork.before(journal, Set.of(two))));
        assertEquals("!stage1 ?sh2 =2 /1 !stage3 t ?sh4", words(Fork.before(journal, Set.of(sh))));
        assertEquals(4, Fork.before(journal, Set.of(two)).first());
        assertEquals("!stage1 ?sh2", words(Fork.before(journal, Set.of(one))));
        assertEquals(Set.of(two), Failures.of(journal));
    }

    @Test
    void what_other_branches_did_meanwhile_is_kept_and_numbered_as_the_program_will() {
        var parallel = noted("parallel", 0, 0);
        var a = noted("branch", 1, parallel);
        var b = noted("branch", 2, parallel);
        var first = asked("sh", 1, a);
        var second = asked("sh", 2, b);
        failed(first, StepFailure.Kind.FAILED);
        var cleaning = asked("cleanWs", 1, a);
        outcome(second);
        outcome(asked("junit", 2, b));
        outcome(cleaning);
        closed(a, Result.FAILURE);
        closed(b, Result.SUCCESS);
        closed(parallel, Result.FAILURE);
        asked("mail", 0, 0);
        assertEquals(Set.of(a), Failures.of(journal));
        var fork = Fork.before(journal, Set.of(a));
        assertEquals("!parallel1 !branch2 !branch3 ?sh4 ?sh5 =5 ?junit6 =6 /3", words(fork));
        assertEquals(6, fork.steps().get(7));
    }

    @Test
    void a_branch_that_was_stopped_because_another_failed_is_done_again_too() {
        var parallel = noted("parallel", 0, 0);
        var a = noted("branch", 1, parallel);
        var b = noted("branch", 2, parallel);
        var first = asked("sh", 1, a);
        var second = asked("sh", 2, b);
        failed(first, StepFailure.Kind.FAILED);
        closed(a, Result.FAILURE);
        failed(second, StepFailure.Kind.INTERRUPTED);
        closed(b, Result.ABORTED);
        assertEquals("!parallel1 !branch2 !branch3 ?sh4 ?sh5", words(Fork.before(journal, Set.of(a))));
    }

    @Test
    void in_a_graph_a_stage_follows_from_the_one_that_made_room_for_it() {
        var group = noted("parallel", 0, 0);
        var a = noted("branch", 1, group);
        var b = noted("branch", 2, group);
        var first = asked("sh", 1, a);
        var second = asked("sh", 2, b);
        outcome(first);
        closed(a, Result.SUCCESS);
        var afterA = noted("branch", 3, group);
        outcome(asked("deploy", 3, afterA));
        closed(afterA, Result.SUCCESS);
        outcome(second);
        closed(b, Result.SUCCESS);
        var afterB = noted("branch", 4, group);
        outcome(asked("test", 4, afterB));
        closed(afterB, Result.SUCCESS);
        assertEquals(
                "!parallel1 !branch2 !branch3 ?sh4 ?sh5 =5 /3 !branch6 ?test7 =7 /6",
                words(Fork.before(journal, Set.of(a))));
    }

    @Test
    void a_step_that_the_journal_does_not_have_is_named() {
        asked("sh", 0, 0);
        var none = assertThrows(Fork.NoSuchStep.class, () -> Fork.before(journal, Set.of(1, 7, 9)));
        assertEquals("There is no step 7, 9", none.getMessage());
    }
}
