package dev.millrace.evaluator.language;

import dev.millrace.evaluator.baton.Fork;
import dev.millrace.evaluator.baton.Leaving;
import dev.millrace.evaluator.baton.Spot;
import dev.millrace.wire.proto.Result;
import groovy.lang.Closure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code parallel a: { }, b: { }, failFast: true}. */
public final class Parallel {
    private final PipelineRun run;

    /** In a run. */
    public Parallel(PipelineRun run) {
        this.run = run;
    }

    @Nullable
    Object call(@Nullable Object[] values, Spot spot) {
        if (values.length != 1 || !(values[0] instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("parallel takes branches by name: parallel a: { }, b: { }");
        }
        var failFast = false;
        var bodies = new LinkedHashMap<String, PipelineRun.Body>();
        for (var entry : map.entrySet()) {
            var name = String.valueOf(entry.getKey());
            switch (entry.getValue()) {
                case Closure<?> closure -> bodies.put(name, closure::call);
                case null -> throw new IllegalArgumentException("Branch '" + name + "' of parallel has no body");
                case Object value when name.equals("failFast") -> failFast = Boolean.parseBoolean(value.toString());
                default ->
                    throw new IllegalArgumentException("Branch '" + name + "' of parallel is a "
                            + entry.getValue().getClass().getName() + ", not a closure");
            }
        }
        return call(bodies, failFast, spot);
    }

    /** Runs the bodies; throws what the first failing branch threw, the others' failures attached. Gives the branches' values by name. */
    public Map<String, @Nullable Object> call(Map<String, PipelineRun.Body> bodies, boolean failFast, Spot spot) {
        var block = run.note("parallel", true, List.of());
        var values = new LinkedHashMap<String, @Nullable Object>();
        run.within(block, PipelineRun.branch().surroundings, () -> {
            var parent = PipelineRun.branch();
            var states = new ArrayList<BranchState>();
            var forks = new ArrayList<Fork>();
            var order = new ArrayList<Leaving>();
            bodies.forEach((name, body) -> {
                values.put(name, null);
                var state = new BranchState(run, parent.surroundings);
                states.add(state);
                forks.add(new Fork(
                        name,
                        () -> ScopedValue.where(BranchState.CURRENT, state).call(() -> {
                            var leaving = run(state, name, body, values);
                            if (leaving.failure().isPresent()) {
                                order.add(leaving);
                            }
                            return leaving;
                        })));
            });
            run.baton().fork(forks, failFast, spot);
            states.forEach(state -> parent.worsen(state.worst));
            if (!order.isEmpty()) {
                throw Sneaky.thrown(worst(order));
            }
            return null;
        });
        return values;
    }

    private static Leaving run(
            BranchState state, String name, PipelineRun.Body body, Map<String, @Nullable Object> values) {
        try {
            values.put(name, body.run());
            return Leaving.ordinary(state.worst);
        } catch (Throwable e) {
            state.run.remark("Failed in branch " + name);
            return new Leaving(Results.worse(state.worst, Results.of(e)), Results.message(e), Optional.of(e));
        }
    }

    /** The first failure that is not an interruption by another branch; the worst result wins. */
    private static Throwable worst(List<Leaving> leavings) {
        var first = leavings.stream()
                .filter(leaving -> leaving.result() != Result.ABORTED)
                .findFirst()
                .orElse(leavings.getFirst())
                .failure()
                .orElseThrow();
        leavings.stream()
                .flatMap(leaving -> leaving.failure().stream())
                .filter(other -> !other.equals(first))
                .forEach(first::addSuppressed);
        return first;
    }
}
