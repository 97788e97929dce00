package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.StepContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a place in the program.
 *
 * @param node step id of the innermost open node; 0: none
 * @param directory below the workspace; empty: its top
 * @param base environment that the node has
 * @param overlay environment on top of it: withEnv, environment
 * @param fronts of variables of the overlay that were made with {@code PATH+X}: what was put before that which the variable was
 */
record Surroundings(
        int node, String directory, Map<String, String> base, Map<String, String> overlay, Map<String, String> fronts) {
    static final Surroundings NONE = new Surroundings(0, "", Map.of(), Map.of(), Map.of());

    /** What was put before PATH outside of the node goes before the node's own. */
    Surroundings onNode(int step, Map<String, String> environment) {
        if (fronts.isEmpty()) {
            return new Surroundings(step, "", environment, overlay, fronts);
        }
        var refronted = new LinkedHashMap<>(overlay);
        fronts.forEach((name, front) -> {
            var own = environment.get(name);
            refronted.put(name, own == null ? front : front + ":" + own);
        });
        return new Surroundings(step, "", environment, refronted, fronts);
    }

    Surroundings in(String path) {
        return new Surroundings(node, path, base, overlay, fronts);
    }

    Surroundings with(Map<String, String> environment) {
        return environment.isEmpty() ? this : with(environment, Map.of());
    }

    /** @param added what some of these variables have in front of what they were */
    Surroundings with(Map<String, String> environment, Map<String, String> added) {
        var merged = new LinkedHashMap<>(overlay);
        merged.putAll(environment);
        var front = new LinkedHashMap<>(fronts);
        environment.keySet().stream().filter(name -> !added.containsKey(name)).forEach(front::remove);
        added.forEach((name, value) -> front.merge(name, value, (before, more) -> more + ":" + before));
        return new Surroundings(node, directory, base, merged, front);
    }

    @Nullable
    String variable(String name) {
        var own = overlay.get(name);
        return own != null ? own : base.get(name);
    }

    /** With what the whole run has set by {@code env.X = ...}, which blocks go before. */
    StepContext context(Map<String, String> overrides) {
        return StepContext.newBuilder()
                .setNode(node)
                .setDirectory(directory)
                .putAllEnvironment(overrides)
                .putAllEnvironment(overlay)
                .build();
    }
}
