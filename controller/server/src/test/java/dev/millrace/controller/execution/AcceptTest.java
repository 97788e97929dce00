package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.source.RunSource;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.controller.trigger.Accepting;
import dev.millrace.controller.trigger.Cause;
import dev.millrace.controller.trigger.TriggerModule;
import dev.millrace.controller.trigger.TriggerRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcceptTest {
    private static TriggerRequest request(TestController.World world, String trust, Optional<String> key) {
        return new TriggerRequest(
                world.shop().project,
                trust,
                new Cause.User("ada"),
                Map.of("N", 1),
                Map.of(),
                new RunSource(Optional.empty(), Map.of()),
                "Jenkinsfile",
                "echo",
                key);
    }

    @Test
    void a_key_makes_one_run_and_numbers_have_no_gaps() {
        try (var db = TestDatabase.fresh()) {
            var world = TestController.World.create(db, new ScriptedEvaluators());
            try (var controller = TestController.sound(world)) {
                var told = new ArrayList<RunId>();
                var triggers = TriggerModule.create(
                        _ -> {}, controller.settings, controller.runs.acceptor(), new Accepting(), run -> {
                            synchronized (told) {
                                told.add(run);
                            }
                        });
                var answers = IntStream.range(0, 20)
                        .mapToObj(index -> CompletableFuture.supplyAsync(
                                () -> triggers.accept(request(world, "branch", Optional.of("key-" + index % 2)))))
                        .toList();
                assertEquals(
                        2,
                        new HashSet<>(answers.stream()
                                        .map(CompletableFuture::join)
                                        .toList())
                                .size());
                assertEquals(20, told.size());
                var run = triggers.accept(request(world, "branch", Optional.empty()));
                assertEquals(3, controller.runs.runs().find(run).orElseThrow().number());
                assertEquals(
                        List.of(3L, 2L, 1L),
                        controller.runs.runs().ofProject(world.shop().project.id(), Optional.empty(), 10).stream()
                                .map(found -> found.number())
                                .toList());
                assertThrows(UserError.class, () -> triggers.accept(request(world, "root", Optional.empty())));
            }
        }
    }
}
