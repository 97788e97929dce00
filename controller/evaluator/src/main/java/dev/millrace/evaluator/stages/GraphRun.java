package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.baton.Spot;
import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.graph.End;
import dev.millrace.evaluator.graph.Frontier;
import dev.millrace.evaluator.graph.Graph;
import dev.millrace.evaluator.graph.Node;
import dev.millrace.evaluator.graph.On;
import dev.millrace.evaluator.language.Branches;
import dev.millrace.evaluator.language.Parallel;
import dev.millrace.evaluator.language.PipelineRun;
import dev.millrace.wire.proto.Result;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs stages as branches of one {@code parallel} block, each when all that it needs has ended; those that need nothing begin at once. No more of
 * them than {@link #WIDEST} are under way at a time: the others of the frontier wait here, where they cost nothing. What happens at the end of a
 * stage costs as much as the stages that need it.
 */
final class GraphRun {
    /** Threads of one block; more than there are agents. */
    static final int WIDEST = 5_000;

    private final PipelineRun run;
    private final StageRunner runner;
    private final Map<String, Model.Stage> stages;
    private final @Nullable String skipped;
    private final Frontier frontier;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int underWay;
    private @Nullable String stopped;

    private record Waiting(Model.Stage stage, @Nullable String skipped) {}

    /** @param skipped why none of them does anything; null if they do */
    GraphRun(PipelineRun run, StageRunner runner, List<Model.Stage> stages, @Nullable String skipped) {
        this.run = run;
        this.runner = runner;
        this.stages = LinkedHashMap.newLinkedHashMap(stages.size());
        stages.forEach(stage -> this.stages.putIfAbsent(stage.name(), stage));
        this.skipped = skipped;
        this.frontier = new Frontier(
                Graph.plan(this.stages.values().stream().map(GraphRun::node).toList())
                        .graph()
                        .orElseThrow(() -> new IllegalStateException("A graph with faults is refused before it runs")));
    }

    private static Node node(Model.Stage stage) {
        return new Node(
                stage.name(),
                stage.needs().stream()
                        .map(need -> new Node.Edge(
                                need.stage(),
                                switch (need.on()) {
                                    case SUCCESS -> On.SUCCESS;
                                    case FAILURE -> On.FAILURE;
                                    case ALWAYS -> On.ALWAYS;
                                }))
                        .toList());
    }

    /** Runs them all. Throws what failed first. */
    void run(boolean failFast) {
        new Parallel(run).grow(failFast, branches -> {
            take(frontier.begin());
            begin(branches);
        });
    }

    private void take(Frontier.Moved moved) {
        moved.skipped().forEach(skip -> waiting.add(new Waiting(stage(skip.stage()), reason(skip))));
        moved.ready().forEach(name -> waiting.add(new Waiting(stage(name), skipped)));
    }

    private static String reason(Frontier.Skip skip) {
        return switch (skip.on()) {
            case FAILURE -> "needs: '" + skip.because() + "' did not fail";
            case SUCCESS, ALWAYS -> "needs: '" + skip.because() + "' failed";
        };
    }

    private Model.Stage stage(String name) {
        var stage = stages.get(name);
        if (stage == null) {
            throw new IllegalStateException("The graph knows a stage that is not there: " + name);
        }
        return stage;
    }

    private void begin(Branches branches) {
        while (underWay < WIDEST && !waiting.isEmpty()) {
            var next = waiting.remove();
            underWay++;
            branches.add(next.stage().name(), new StageBranch(next, branches), Spot.UNKNOWN);
        }
    }

    /** After an early finish or an abort of what is around nothing new begins. */
    private void stop(String reason) {
        if (stopped == null) {
            stopped = reason;
            var begun = List.copyOf(waiting);
            waiting.clear();
            begun.forEach(
                    next -> waiting.add(new Waiting(next.stage(), next.skipped() == null ? reason : next.skipped())));
            frontier.stop().forEach(name -> waiting.add(new Waiting(stage(name), reason)));
        }
    }

    /** One stage on its way. */
    private final class StageBranch implements Branches.Branch {
        private final Waiting what;
        private final Branches branches;

        StageBranch(Waiting what, Branches branches) {
            this.what = what;
            this.branches = branches;
        }

        @Override
        public Object run() {
            return runner.stage(what.stage(), what.skipped());
        }

        @Override
        public void left(@Nullable Object result, Optional<Throwable> failure) {
            underWay--;
            if (run.finished()) {
                stop("an early finish");
            } else if (failure.filter(branches::interruptedFromOutside).isPresent()) {
                stop("earlier failure(s)");
            }
            if (what.skipped() == null || skipped != null) {
                take(frontier.ended(what.stage().name(), end(result, failure)));
            }
            begin(branches);
        }

        private static End end(@Nullable Object result, Optional<Throwable> failure) {
            if (failure.isPresent() || !(result instanceof Result how)) {
                return End.FAILED;
            }
            return switch (how) {
                case SUCCESS -> End.SUCCESS;
                case UNSTABLE -> End.UNSTABLE;
                case NOT_BUILT -> End.SKIPPED;
                case FAILURE, ABORTED, UNRECOGNIZED -> End.FAILED;
            };
        }
    }
}
