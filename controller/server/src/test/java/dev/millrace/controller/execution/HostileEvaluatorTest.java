package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.FromEvaluator;
import dev.millrace.wire.proto.HandedOut;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Need;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.StepContext;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an evaluator says is checked: a run that breaks the rules fails, the others that it had go on elsewhere. */
class HostileEvaluatorTest {
    private static TestDatabase db;
    private static ScriptedEvaluators evaluators;
    private static TestController.World world;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
        evaluators = new ScriptedEvaluators();
        world = TestController.World.create(db, evaluators);
    }

    @AfterAll
    static void close() {
        evaluators.killAll();
        db.close();
    }

    private static FromEvaluator.Builder entry(JournalEntry.Builder entry) {
        return FromEvaluator.newBuilder().setEmitted(Emitted.newBuilder().setEntry(entry));
    }

    private static FromEvaluator.Builder noted(int step) {
        return entry(JournalEntry.newBuilder()
                .setNoted(Noted.newBuilder().setStep(step).setName("echo")));
    }

    static Stream<Arguments> breaches() {
        var asked =
                JournalEntry.newBuilder().setAsked(Asked.newBuilder().setStep(1).setName("sh"));
        return Stream.of(
                Arguments.of("a run that it does not have", noted(1).setRun(987_654_321)),
                Arguments.of("a step out of order", noted(7)),
                Arguments.of(
                        "a node that is not open",
                        FromEvaluator.newBuilder()
                                .setEmitted(Emitted.newBuilder()
                                        .setEntry(asked)
                                        .setContext(StepContext.newBuilder().setNode(5)))),
                Arguments.of(
                        "an outcome of its own making",
                        entry(JournalEntry.newBuilder()
                                .setOutcome(Outcome.newBuilder().setStep(1)))),
                Arguments.of(
                        "a blob that no outcome told it of",
                        FromEvaluator.newBuilder()
                                .setNeed(Need.newBuilder()
                                        .setDigest(ByteString.copyFrom(
                                                Digest.sha256(new byte[0]).bytes())))),
                Arguments.of(
                        "a digest that is none",
                        FromEvaluator.newBuilder()
                                .setNeed(Need.newBuilder().setDigest(ByteString.copyFromUtf8("short")))),
                Arguments.of(
                        "a message without a body", FromEvaluator.newBuilder().setRun(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaches")
    void a_run_that_breaks_the_rules_fails_and_the_others_go_on_elsewhere(String what, FromEvaluator.Builder breach)
            throws Exception {
        evaluators.program("innocent", script -> {
            script.echo("before");
            script.ask("sleep", false, Script.named("time", 300), Script.named("unit", "MILLISECONDS"));
            script.echo("after");
        });
        evaluators.program("hostile", script -> script.say(breach.clone()));
        try (var controller = TestController.sound(world)) {
            var innocent = controller.accept("innocent");
            controller.module.executions().advance(innocent);
            controller.awaitLog(innocent, "Sleeping");
            var hostile = controller.accept("hostile");
            controller.module.executions().advance(hostile);
            var failed = controller.finish(hostile);
            assertEquals(RunResult.FAILURE, failed.state().outcome().orElseThrow());
            assertEquals(3, failed.attempt());
            assertTrue(
                    failed.problems()
                            .getFirst()
                            .message()
                            .startsWith("The process that runs this pipeline ended 3 times"),
                    failed.problems().toString());
            var ended = controller.finish(innocent);
            assertEquals(RunResult.SUCCESS, ended.state().outcome().orElseThrow());
            assertTrue(ended.attempt() > 1, "it was not taken up again");
            assertTrue(controller.log(innocent).contains("before\n[Pipeline] sleep"), controller.log(innocent));
            assertTrue(controller.log(innocent).endsWith("after\n[Pipeline] End of Pipeline\nFinished: SUCCESS\n"));
        }
    }

    @Test
    void a_step_that_nobody_has_is_refused_and_the_program_hears_it() throws Exception {
        evaluators.program("unknown", script -> {
            try {
                script.ask("launchMissiles", false);
            } catch (Script.Failed e) {
                script.echo("heard: " + e.getMessage());
            }
        });
        try (var controller = TestController.sound(world)) {
            var run = controller.accept("unknown");
            controller.module.executions().advance(run);
            assertEquals(
                    RunResult.SUCCESS, controller.finish(run).state().outcome().orElseThrow());
            assertTrue(controller.log(run).contains("heard: There is no step launchMissiles"), controller.log(run));
        }
    }

    @Test
    void a_program_that_differs_from_its_journal_ends_its_run_with_both_sides_named() throws Exception {
        evaluators.program(
                "differs",
                script -> script.say(FromEvaluator.newBuilder()
                        .setDiverged(Diverged.newBuilder()
                                .setExpected("step 2 sh 'make'")
                                .setActual("step 2 echo")
                                .setLine(4))));
        try (var controller = TestController.sound(world)) {
            var run = controller.accept("differs");
            controller.module.executions().advance(run);
            var ended = controller.finish(run);
            assertEquals(RunResult.FAILURE, ended.state().outcome().orElseThrow());
            var problem = ended.problems().getFirst();
            assertEquals(4, problem.line());
            assertEquals(
                    "The pipeline asked for step 2 echo, but when it ran before it asked for step 2 sh 'make'",
                    problem.message());
            assertTrue(!ended.refused(), "it ran: that is no refusal");
        }
    }

    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Heard heard = new Heard();

    private Attachment attachment() {
        var attachment = new Attachment(new Mailbox(later::add, () -> {}), heard, 20, 3);
        attachment.joined(new Deaf());
        return attachment;
    }

    private static Emitted handedOut() {
        return Emitted.newBuilder()
                .setEntry(JournalEntry.newBuilder().setHandedOut(HandedOut.getDefaultInstance()))
                .build();
    }

    @Test
    void entries_beyond_the_limit_are_not_taken_and_durable_ones_make_room() {
        var attachment = attachment();
        for (var entry = 0; entry < 22; entry++) {
            attachment.emitted(handedOut());
        }
        attachment.durable(3 + 10);
        for (var entry = 0; entry < 10; entry++) {
            attachment.emitted(handedOut());
        }
        later.remove().run();
        assertEquals(32, heard.entries);
        for (var entry = 0; entry < 1000; entry++) {
            attachment.emitted(handedOut());
        }
        while (!later.isEmpty()) {
            later.remove().run();
        }
        assertEquals(32, heard.entries);
    }

    @Test
    void messages_that_nobody_has_looked_at_are_bounded_and_handled_ones_make_room() {
        var attachment = attachment();
        for (var round = 0; round < 3; round++) {
            for (var message = 0; message < Attachment.MOST_MESSAGES; message++) {
                attachment.unwanted(message, "why not");
            }
            later.remove().run();
        }
        assertEquals(3 * Attachment.MOST_MESSAGES, heard.cancels);
        for (var message = 0; message < Attachment.MOST_MESSAGES + 500; message++) {
            attachment.unwanted(message, "why not");
        }
        attachment.gone("it was ended");
        later.remove().run();
        assertEquals(4 * Attachment.MOST_MESSAGES, heard.cancels);
        assertEquals(1, heard.deaths);
    }

    private static final class Heard implements Attachment.Listener {
        private int entries;
        private int cancels;
        private int deaths;

        @Override
        public void emitted(Attachment from, Emitted emitted) {
            entries++;
        }

        @Override
        public void live(Attachment from, List<Emitted> pending) {}

        @Override
        public void unwanted(Attachment from, int step, String reason) {
            cancels++;
        }

        @Override
        public void diverged(Attachment from, Diverged difference) {}

        @Override
        public void need(Attachment from, ByteString digest) {}

        @Override
        public void resting(Attachment from) {}

        @Override
        public void gone(Attachment from, String why) {
            deaths++;
        }
    }
}
