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
 */
record Surroundings(int node, String directory, Map<String, String> base, Map<String, String> overlay) {
    static final Surroundings NONE = new Surroundings(0, "", Map.of(), Map.of());

    Surroundings onNode(int step, Map<String, String> environment) {
        return new Surroundings(step, "", environment, overlay);
    }

    Surroundings in(String path) {
        return new Surroundings(node, path, base, overlay);
    }

    Surroundings with(Map<String, String> environment) {
        if (environment.isEmpty()) {
            return this;
        }
        var merged = new LinkedHashMap<>(overlay);
        merged.putAll(environment);
        return new Surroundings(node, directory, base, merged);
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
