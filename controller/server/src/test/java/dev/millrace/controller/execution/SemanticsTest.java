package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.proto.Began;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Noted;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Whatever release takes a run up, its program means what it meant when it began. */
class SemanticsTest {
    private static final int OLD = 7;

    private static JournalEntry began(int semantics) {
        return JournalEntry.newBuilder()
                .setBegan(Began.newBuilder().setSemantics(semantics))
                .build();
    }

    @Test
    void a_journal_pins_its_run_to_what_it_began_with_first() {
        var noted = JournalEntry.newBuilder().setNoted(Noted.newBuilder()).build();
        assertEquals(OptionalInt.empty(), Semantics.pinned(List.of()));
        assertEquals(OptionalInt.empty(), Semantics.pinned(List.of(noted)));
        assertEquals(OptionalInt.of(1), Semantics.pinned(List.of(began(1), noted, began(2))));
        assertEquals(OptionalInt.of(3), Semantics.pinned(List.of(noted, began(3))));
    }

    @Test
    void a_run_that_is_taken_up_and_one_that_is_forked_from_it_keep_what_it_began_with() throws Exception {
        try (var db = TestDatabase.fresh()) {
            var evaluators = new ScriptedEvaluators();
            var world = TestController.World.create(db, evaluators);
            evaluators.program("naps", script -> {
                script.echo("before");
                script.ask("sleep", false, Script.named("time", 300), Script.named("unit", "MILLISECONDS"));
            });
            RunId run;
            try (var controller = TestController.sound(world)) {
                run = controller.accept("naps");
                controller.module.executions().advance(run);
                controller.awaitLog(run, "Sleeping");
            }
            evaluators.killAll();
            assertEquals(
                    Semantics.NEWEST,
                    Semantics.pinned(new Journal(db.database()).load(run)).orElseThrow());
            beganWith(db, run);
            try (var controller = TestController.sound(world)) {
                controller.module.start();
                controller.finish(run);
                assertEquals(OLD, evaluators.starts.getLast().getSemantics());
                var again = controller.module.restarts().restart(run, new Restarts.From.Step(2), false, "ada");
                controller.finish(again);
                assertEquals(OLD, evaluators.starts.getLast().getSemantics());
                for (var one : List.of(run, again)) {
                    assertEquals(
                            List.of(OLD),
                            new Journal(db.database())
                                    .load(one).stream()
                                            .filter(JournalEntry::hasBegan)
                                            .map(entry -> entry.getBegan().getSemantics())
                                            .distinct()
                                            .toList());
                }
                var other = controller.accept("naps");
                controller.module.executions().advance(other);
                controller.finish(other);
                assertEquals(Semantics.NEWEST, evaluators.starts.getLast().getSemantics());
            } finally {
                evaluators.killAll();
            }
        }
    }

    /** As if another release had begun it. */
    private static void beganWith(TestDatabase db, RunId run) throws Exception {
        try (var connection = db.source().getConnection();
                var update = connection.prepareStatement("update journal set entry = ? where run_id = ? and seq = 1")) {
            update.setBytes(1, began(OLD).toByteArray());
            update.setLong(2, run.value());
            assertEquals(1, update.executeUpdate());
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }
}
