package dev.millrace.controller.rehearsal;

import dev.millrace.api.step.StepException;
import dev.millrace.controller.execution.Programs.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers of the engine's own steps. For one thread. */
final class EngineAnswers {
    /** So often {@code waitUntil} finds that it is not so yet. */
    private static final int PATIENCE = 3;

    private static final long LARGEST_SCRIPT = 4 << 20;

    private final Surroundings surroundings;
    private final Map<Integer, Integer> waits = new HashMap<>();

    EngineAnswers(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Empty where it is not a step of the engine. */
    Optional<Answer> answer(Call call) {
        return Optional.ofNullable(
                switch (call.name()) {
                    case "node" -> node(call);
                    case "ws", "dir" -> directory(call);
                    case "timeout" -> Answer.OPEN;
                    case "sleep" -> sleep(call);
                    case "isUnix" -> Answer.of(true);
                    case "pwd" -> pwd(call);
                    case "input" -> input(call);
                    case "checkout" -> checkout(call);
                    case "load" -> load(call);
                    case "milestone" -> Answer.NOTHING;
                    case "validateDeclarativePipeline" -> Answer.of(true);
                    case "tee" -> Answer.OPEN;
                    default -> null;
                });
    }

    void close(int step) {
        waits.remove(step);
    }

    private Answer node(Call call) {
        var labels = call.arguments().get("label");
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("node", Surroundings.NODE);
        fields.put("workspace", surroundings.workspace());
        fields.put("attempt", 1);
        fields.put("environment", surroundings.environment(labels == null ? "" : labels.toString()));
        fields.put("notices", List.of());
        return Answer.of(fields);
    }

    private Answer directory(Call call) {
        var path = String.valueOf(
                call.arguments().getOrDefault("path", call.arguments().get("dir")));
        try {
            return Answer.of(Map.of("directory", surroundings.paths(call).resolve(path), "environment", Map.of()));
        } catch (StepException e) {
            return new Answer.No(e.reason(), String.valueOf(e.getMessage()), false);
        }
    }

    /** True tells {@code waitUntil} that it has waited for long enough. */
    private Answer sleep(Call call) {
        if (!Boolean.TRUE.equals(call.arguments().get("plain"))) {
            return Answer.NOTHING;
        }
        return waits.merge(call.parent(), 1, Integer::sum) < PATIENCE ? Answer.NOTHING : Answer.of(true);
    }

    private Answer pwd(Call call) {
        var directory = surroundings.paths(call).absolute();
        return Answer.of(Boolean.TRUE.equals(call.arguments().get("tmp")) ? directory + "@tmp" : directory);
    }

    /** Somebody says yes and leaves everything as it is proposed. */
    private static Answer input(Call call) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        if (call.arguments().get("parameters") instanceof List<?> parameters) {
            for (var parameter : parameters) {
                if (parameter instanceof Map<?, ?> map) {
                    values.put(String.valueOf(map.get("name")), ParameterDefaults.of(map));
                }
            }
        }
        if (call.arguments().get("submitterParameter") instanceof String submitter) {
            values.put(submitter, "somebody");
        }
        return Answer.of(
                values.size() > 1 ? values : values.isEmpty() ? null : new ArrayList<>(values.values()).getFirst());
    }

    private Answer checkout(Call call) {
        if (!(call.arguments().get("scm") instanceof Map<?, ?> scm)) {
            return new Answer.No(
                    "no-scm", "checkout needs a source: checkout scm, or checkout([$class: ..., ...])", false);
        }
        return Answer.of(
                SimulatedSource.isScm(scm)
                        ? SimulatedSource.checkout(surroundings.source().facts(), Optional.empty(), Optional.empty())
                        : SimulatedSource.checkout(
                                surroundings.source().facts(),
                                first(scm, "userRemoteConfigs", "url"),
                                first(scm, "branches", "name")));
    }

    private static Optional<String> first(Map<?, ?> scm, String list, String field) {
        return scm.get(list) instanceof List<?> items
                        && !items.isEmpty()
                        && items.getFirst() instanceof Map<?, ?> item
                        && item.get(field) != null
                ? Optional.of(String.valueOf(item.get(field)))
                : Optional.empty();
    }

    private Answer load(Call call) {
        var path = String.valueOf(call.arguments().get("path"));
        try {
            return Answer.of(
                    new String(surroundings.workspace(call).read(path, LARGEST_SCRIPT), StandardCharsets.UTF_8));
        } catch (StepException e) {
            return new Answer.No(
                    e.reason(),
                    "load '%s': a dry run has the files of the directory that it is given, and this one is not among them"
                            .formatted(path),
                    false);
        }
    }
}
