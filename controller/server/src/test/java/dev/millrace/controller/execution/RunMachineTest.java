package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.run.RunResult;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Closed;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunMachineTest {
    private static final List<JournalEntry> BUILD = List.of(
            noted(1, "stage", 0, true),
            asked(2, "node", 1, true),
            outcome(2),
            asked(3, "sh", 2, false),
            outcome(3),
            closed(2),
            closed(1),
            ended(Result.SUCCESS));

    private static JournalEntry noted(int step, String name, int parent, boolean block) {
        return JournalEntry.newBuilder()
                .setNoted(Noted.newBuilder()
                        .setStep(step)
                        .setName(name)
                        .setPlace(Place.newBuilder().setParent(parent))
                        .addArguments(Script.named("name", "Build"))
                        .setBlock(block))
                .build();
    }

    private static JournalEntry asked(int step, String name, int parent, boolean block) {
        return JournalEntry.newBuilder()
                .setAsked(Asked.newBuilder()
                        .setStep(step)
                        .setName(name)
                        .setPlace(Place.newBuilder().setParent(parent))
                        .setBlock(block))
                .build();
    }

    private static JournalEntry outcome(int step) {
        return JournalEntry.newBuilder().setOutcome(Outcomes.open(step)).build();
    }

    private static JournalEntry closed(int step) {
        return JournalEntry.newBuilder()
                .setClosed(Closed.newBuilder().setStep(step))
                .build();
    }

    private static JournalEntry ended(Result result) {
        return JournalEntry.newBuilder()
                .setEnded(Ended.newBuilder().setResult(result))
                .build();
    }

    private static JournalEntry timeout(int step) {
        return JournalEntry.newBuilder()
                .setSignal(Signal.newBuilder().setKind(Signal.Kind.TIMEOUT).setStep(step))
                .build();
    }

    private static JournalEntry inBranch(int branch, JournalEntry asked) {
        var entry = asked.toBuilder();
        entry.getAskedBuilder().getPlaceBuilder().setBranch(branch);
        return entry.build();
    }

    static Stream<Arguments> whether_a_program_is_blocked() {
        var node = List.of(asked(1, "node", 0, true), outcome(1));
        var timed = List.of(asked(1, "timeout", 0, true), outcome(1));
        return Stream.of(
                Arguments.of("it asks", with(node, asked(2, "sh", 1, false)), true),
                Arguments.of("its step has ended", with(node, asked(2, "sh", 1, false), outcome(2)), false),
                Arguments.of("it asks nothing", node, false),
                Arguments.of("a branch asks", with(node, inBranch(1, asked(2, "sh", 1, false))), false),
                Arguments.of("its time is over", with(timed, asked(2, "sh", 1, false), timeout(1)), false),
                Arguments.of(
                        "it asks after its time was over",
                        with(timed, asked(2, "sh", 1, false), timeout(1), outcome(2), asked(3, "sh", 1, false)),
                        true),
                Arguments.of(
                        "it is to stop",
                        with(
                                node,
                                asked(2, "sh", 1, false),
                                Entries.abort("stop", Result.ABORTED).build()),
                        false));
    }

    private static List<JournalEntry> with(List<JournalEntry> first, JournalEntry... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whether_a_program_is_blocked(String what, List<JournalEntry> journal, boolean blocked) {
        var machine = new RunMachine();
        journal.forEach(machine::apply);
        assertEquals(blocked, machine.blocked(), what);
    }

    private static String lines(RunMachine machine, List<JournalEntry> entries) {
        var lines = new StringBuilder();
        for (var entry : entries) {
            for (var effect : machine.apply(entry)) {
                if (effect instanceof Effect.Print(var text)) {
                    lines.append(text);
                }
            }
        }
        return lines.toString();
    }

    @Test
    void the_console_follows_from_the_entries() {
        assertEquals("""
                [Pipeline] Start of Pipeline
                [Pipeline] stage
                [Pipeline] { (Build)
                [Pipeline] node
                Running on  in\s
                [Pipeline] {
                [Pipeline] sh
                [Pipeline] }
                [Pipeline] // node
                [Pipeline] }
                [Pipeline] // stage
                [Pipeline] End of Pipeline
                Finished: SUCCESS
                """, lines(new RunMachine(), BUILD));
    }

    @Test
    void after_any_number_of_entries_it_knows_what_is_open() {
        var open = List.of("[] [1]", "[2] [1]", "[] [1, 2]", "[3] [1, 2]", "[] [1, 2]", "[] [1]", "[] []", "[] []");
        var machine = new RunMachine();
        for (var index = 0; index < BUILD.size(); index++) {
            machine.apply(BUILD.get(index));
            assertEquals(
                    open.get(index),
                    machine.waiting().keySet() + " "
                            + machine.blocks().stream().map(OpenBlock::step).toList());
        }
        assertTrue(machine.over());
    }

    @Test
    void a_stage_lies_in_the_nearest_stage_or_branch_around_it() {
        var machine = new RunMachine();
        var parents = new ArrayList<String>();
        for (var entry : List.of(
                noted(1, "stage", 0, true),
                noted(2, "parallel", 1, true),
                noted(3, "branch", 2, true),
                noted(4, "withEnv", 3, true),
                noted(5, "stage", 4, true))) {
            for (var effect : machine.apply(entry)) {
                if (effect instanceof Effect.StageChanged(var stage)) {
                    parents.add(stage.kind() + " " + stage.step() + " in " + stage.parent());
                }
            }
        }
        assertEquals(List.of("stage 1 in 0", "branch 3 in 1", "stage 5 in 3"), parents);
    }

    @Test
    void test_failures_make_the_run_unstable_though_its_program_succeeds() {
        var machine = new RunMachine();
        machine.apply(asked(1, "junit", 0, false));
        machine.apply(JournalEntry.newBuilder()
                .setOutcome(Outcome.newBuilder().setStep(1).setWorsened(Result.UNSTABLE))
                .build());
        assertTrue(
                machine.apply(ended(Result.SUCCESS)).contains(new Effect.Over(RunResult.UNSTABLE, false, List.of())));
    }

    @Test
    void a_source_that_is_refused_is_named_by_place_and_has_no_pipeline_markers() {
        var problem = ProblemRecord.newBuilder()
                .setFile("Jenkinsfile")
                .setLine(3)
                .setColumn(5)
                .setMessage("expecting '}'")
                .setHint("Close the block.")
                .build();
        var refused = JournalEntry.newBuilder()
                .setEnded(Ended.newBuilder()
                        .setResult(Result.FAILURE)
                        .addProblems(problem)
                        .setRefused(true))
                .build();
        assertEquals(
                Markers.REFUSED + "Jenkinsfile:3:5: error: expecting '}' (Close the block.)\nFinished: FAILURE\n",
                lines(new RunMachine(), List.of(refused)));
        assertTrue(
                new RunMachine().apply(refused).contains(new Effect.Over(RunResult.FAILURE, true, List.of(problem))));
    }

    @Test
    void a_program_that_fails_before_its_first_step_at_a_column_was_not_refused() {
        var failed = JournalEntry.newBuilder()
                .setEnded(Ended.newBuilder()
                        .setResult(Result.FAILURE)
                        .addProblems(ProblemRecord.newBuilder()
                                .setLine(1)
                                .setColumn(4)
                                .setMessage("no such property")))
                .build();
        assertTrue(new RunMachine().apply(failed).contains(new Effect.Over(RunResult.FAILURE, false, List.of())));
    }

    private static JournalEntry refused(int problems) {
        var ended = Ended.newBuilder().setResult(Result.FAILURE).setRefused(true);
        for (var number = 1; number <= problems; number++) {
            ended.addProblems(ProblemRecord.newBuilder().setLine(number).setMessage("wrong"));
        }
        return JournalEntry.newBuilder().setEnded(ended).build();
    }

    static Stream<List<JournalEntry>> illegal() {
        return Stream.of(
                List.of(noted(2, "echo", 0, false)),
                List.of(noted(1, "echo", 0, false), noted(1, "echo", 0, false)),
                List.of(noted(1, "echo", 7, false)),
                List.of(noted(1, "", 0, false)),
                List.of(noted(1, "x".repeat(201), 0, false)),
                List.of(noted(1, "echo", 0, false), closed(1)),
                List.of(asked(1, "node", 0, true), closed(1)),
                List.of(asked(1, "node", 0, true), noted(2, "echo", 1, false)),
                List.of(outcome(1)),
                List.of(refused(0)),
                List.of(noted(1, "echo", 0, false), refused(1)),
                List.of(asked(1, "sh", 0, false), outcome(1), outcome(1)),
                List.of(timeout(1)),
                List.of(ended(Result.SUCCESS), noted(1, "echo", 0, false)),
                List.of(JournalEntry.getDefaultInstance()));
    }

    @ParameterizedTest
    @MethodSource("illegal")
    void an_entry_that_cannot_follow_is_refused_and_changes_nothing(List<JournalEntry> entries) {
        var machine = new RunMachine();
        entries.subList(0, entries.size() - 1).forEach(machine::apply);
        var before = machine.entries();
        assertThrows(IllegalEntry.class, () -> machine.apply(entries.getLast()));
        assertEquals(before, machine.entries());
    }

    @Test
    void in_a_block_of_timestamps_lines_have_the_time_and_markers_have_none() {
        var said = JournalEntry.newBuilder()
                .setAtMillis(1_600_000_000_125L)
                .setNoted(Noted.newBuilder()
                        .setStep(3)
                        .setName("echo")
                        .setPlace(Place.newBuilder().setParent(2))
                        .addArguments(Script.named("message", "a\n\nb")))
                .build();
        var lines = lines(
                new RunMachine(),
                List.of(noted(1, "timestamps", 0, true), noted(2, "stage", 1, true), said, closed(2), closed(1)));
        assertTrue(lines.contains("""
                        [Pipeline] { (Build)
                        [Pipeline] echo
                        [2020-09-13T12:26:40.125Z] a
                        [2020-09-13T12:26:40.125Z]\s
                        [2020-09-13T12:26:40.125Z] b
                        [Pipeline] }
                        """), lines);
    }
}
