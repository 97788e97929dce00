package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.restart.Failures;
import dev.millrace.controller.restart.Fork;
import dev.millrace.controller.run.Attempts;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.trigger.Cause;
import dev.millrace.wire.proto.JournalEntry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Restarts from journals. */
final class JournalRestarts implements Restarts {
    private final RunEngine engine;
    private final Attempts attempts;
    private final Executions executions;
    private final PastRuns past;

    JournalRestarts(RunEngine engine, Attempts attempts, Executions executions) {
        this.engine = engine;
        this.attempts = attempts;
        this.executions = executions;
        this.past = new PastRuns(engine.runs());
    }

    @Override
    public Plan plan(RunId run, From from) {
        return plan(past.ended(run), from);
    }

    @Override
    public RunId restart(RunId run, From from, boolean rerunGap, String by) {
        var ended = past.ended(run);
        var plan = plan(ended, from);
        if (!plan.gap().isEmpty() && !rerunGap) {
            throw PastRuns.gap(
                    plan.place(),
                    plan.gap(),
                    "Restart from step %d, or have the steps between run again: --rerun-gap"
                            .formatted(plan.nearest().orElseThrow()));
        }
        var steps = plan.nearest().map(Set::of).orElseGet(() -> Set.copyOf(plan.steps()));
        var next = attempts.again(ended, steps, Optional.empty(), new Cause.Restart(by, plan.place()));
        executions.advance(next);
        return next;
    }

    private Plan plan(Run run, From from) {
        var journal = engine.journal().load(run.id());
        var stages = stages(journal);
        var steps = steps(journal, stages, from);
        try {
            var fork = Fork.before(journal, steps);
            var before = steps.stream().min(Comparator.naturalOrder()).orElse(0);
            var gap = new Gap(
                            journal,
                            fork,
                            before,
                            engine.steps(),
                            node -> engine.workspaces()
                                    .before(run.id(), node, before)
                                    .map(snapshot -> snapshot.step())
                                    .orElse(0))
                    .steps();
            return new Plan(
                    place(stages, from, steps),
                    steps.stream().sorted().toList(),
                    fork.entries().size(),
                    gap,
                    gap.stream().map(GapStep::step).min(Comparator.naturalOrder()));
        } catch (Fork.NoSuchStep e) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND,
                    e.getMessage() + " in run " + run.id(),
                    stages.isEmpty() ? "" : "Its stages are " + String.join(", ", stages.keySet()));
        }
    }

    private static Set<Integer> steps(List<JournalEntry> journal, Map<String, Integer> stages, From from) {
        return switch (from) {
            case From.Step(var step) -> Set.of(step);
            case From.Stage(var name) -> {
                var step = stages.get(name);
                if (step == null) {
                    throw new UserError(
                            UserError.Kind.NOT_FOUND,
                            "The run has no stage or branch '%s'".formatted(name),
                            stages.isEmpty() ? "" : "It has " + String.join(", ", stages.keySet()));
                }
                yield Set.of(step);
            }
            case From.Failed() -> {
                var failed = Failures.of(journal);
                if (failed.isEmpty()) {
                    throw new UserError(
                            UserError.Kind.CONFLICT, "Nothing failed in the run", "Name a step or a stage: --from");
                }
                yield failed;
            }
        };
    }

    /** The last one of each name. */
    private static Map<String, Integer> stages(List<JournalEntry> journal) {
        var stages = new LinkedHashMap<String, Integer>();
        for (var entry : journal) {
            var noted = entry.getNoted();
            if (entry.hasNoted()
                    && noted.getBlock()
                    && (noted.getName().equals("stage") || noted.getName().equals("branch"))) {
                stages.put(Markers.text(noted.getArgumentsList(), "name"), noted.getStep());
            }
        }
        return stages;
    }

    private static String place(Map<String, Integer> stages, From from, Set<Integer> steps) {
        var names = new HashMap<Integer, String>();
        stages.forEach((name, step) -> names.put(step, "stage '" + name + "'"));
        var words = steps.stream()
                .sorted()
                .map(step -> names.getOrDefault(step, "step " + step))
                .collect(Collectors.joining(", "));
        return from instanceof From.Failed ? "what failed: " + words : words;
    }
}
