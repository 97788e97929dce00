package dev.millrace.evaluator.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.baton.Baton;
import dev.millrace.evaluator.baton.Outbox;
import dev.millrace.evaluator.language.Pipelines;
import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.evaluator.library.SharedLibraries;
import dev.millrace.evaluator.stages.Stages;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Start;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a run leaves behind in its process. */
class UnloadingTest {
    private final Pipelines pipelines =
            new Pipelines(new StepCatalog(List.of()), Stages.DIALECT, SharedLibraries.ofProcess());

    @Test
    void classes_of_a_thousand_different_pipelines_do_not_pile_up() throws Exception {
        run(0, 200);
        var before = classes();
        run(200, 1000);
        var grown = classes() - before;
        // each pipeline has three classes, and some are still remembered
        assertTrue(grown < 300, "800 more pipelines left %d more classes".formatted(grown));
    }

    private void run(int from, int to) throws Exception {
        for (int number = from; number < to; number++) {
            var ended = ended("""
                    def triple(x) { x * 3 }
                    def all = [1, 2, 3].collect { triple(it) + %d }
                    assert all.sum() == 18 + 3 * %d
                    class Of%d { int n = 1 }
                    assert new Of%d().n == 1
                    """.formatted(number, number, number, number));
            assertEquals(Result.SUCCESS, ended.getResult(), ended::toString);
        }
    }

    private Ended ended(String source) throws Exception {
        var ended = new CompletableFuture<Ended>();
        var baton = new Baton(new Hearing(ended), 100);
        var start = Start.newBuilder().setFile("Jenkinsfile").setSource(source).build();
        baton.start(List.of(), pipelines.program(start, baton, digest -> new byte[0]));
        return ended.get(20, TimeUnit.SECONDS);
    }

    /** How many classes are held. What was softly reachable and used since the last collection outlives one more. */
    private static long classes() {
        System.gc();
        System.gc();
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    private record Hearing(CompletableFuture<Ended> ended) implements Outbox {
        @Override
        public void emitted(Emitted emitted) {
            if (emitted.getEntry().hasEnded()) {
                ended.complete(emitted.getEntry().getEnded());
            }
        }

        @Override
        public void live(List<Emitted> pending) {}

        @Override
        public void cancel(int step, String reason) {}

        @Override
        public void diverged(Diverged difference) {}
    }
}
