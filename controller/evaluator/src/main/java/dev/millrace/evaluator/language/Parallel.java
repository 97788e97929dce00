package dev.millrace.evaluator.language;

import dev.millrace.evaluator.baton.Spot;
import groovy.lang.Closure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
        var values = new LinkedHashMap<String, @Nullable Object>();
        grow(
                failFast,
                branches -> bodies.forEach((name, body) -> {
                    values.put(name, null);
                    branches.add(name, new Named(name, body, values), spot);
                }));
        return values;
    }

    /** Runs branches of which some are added at first, others while they run. */
    public void grow(boolean failFast, Consumer<Branches> first) {
        var block = run.note("parallel", true, List.of());
        run.within(block, PipelineRun.branch().surroundings, () -> {
            var branches = new Branches(run, block, failFast);
            first.accept(branches);
            branches.await();
            return null;
        });
    }

    /** A branch whose value goes by its name. */
    private record Named(String name, PipelineRun.Body body, Map<String, @Nullable Object> values)
            implements Branches.Branch {
        @Override
        public @Nullable Object run() throws Exception {
            return body.run();
        }

        @Override
        public void left(@Nullable Object value, Optional<Throwable> failure) {
            values.put(name, value);
        }
    }
}
