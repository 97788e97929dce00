package dev.millrace.controller.execution;

import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.run.RunState.Finished;
import dev.millrace.controller.run.Runs;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The step behind {@code currentBuild.previousBuild} and its like: what is known of an earlier run of the same project now. */
record EarlierRuns(Runs runs, Run run) {
    static final String NAME = "previousBuild";

    private static final int LOOKED_AT = 500;

    /** Null where there is none. */
    @Nullable
    Object before(long number, String which) {
        Predicate<Run> wanted = switch (which) {
            case "completed" -> one -> one.state() instanceof Finished;
            case "running" -> one -> !(one.state() instanceof Finished);
            case "built" ->
                one -> result(one)
                        .filter(result -> result != RunResult.NOT_BUILT)
                        .isPresent();
            case "failed" ->
                one -> result(one).filter(result -> result == RunResult.FAILURE).isPresent();
            case "not-failed" ->
                one -> result(one)
                        .filter(result -> result == RunResult.SUCCESS || result == RunResult.UNSTABLE)
                        .isPresent();
            case "successful" ->
                one -> result(one).filter(result -> result == RunResult.SUCCESS).isPresent();
            default -> one -> true;
        };
        var above = runs.find(run.project(), number);
        return above.flatMap(next -> runs.ofProject(run.project(), Optional.of(next.id()), LOOKED_AT).stream()
                        .filter(one -> one.number() < number)
                        .filter(wanted)
                        .findFirst())
                .map(this::facts)
                .orElse(null);
    }

    private static Optional<RunResult> result(Run run) {
        return run.state().outcome();
    }

    private Map<String, Object> facts(Run earlier) {
        var facts = new LinkedHashMap<String, Object>();
        var title = runs.title(earlier.id());
        facts.put("number", earlier.number());
        result(earlier).ifPresent(result -> facts.put("result", result.name()));
        facts.put("displayName", title.displayName().orElse("#" + earlier.number()));
        title.description().ifPresent(text -> facts.put("description", text));
        facts.put("timeInMillis", earlier.acceptedAt().toEpochMilli());
        earlier.state().begunAt().ifPresent(at -> facts.put("startTimeInMillis", at.toEpochMilli()));
        if (earlier.state() instanceof Finished(var started, var finished, var ended)) {
            facts.put("duration", Duration.between(started, finished).toMillis());
        }
        facts.put("parameters", earlier.parameters());
        facts.put("causes", RunBriefs.causes(earlier));
        return facts;
    }
}
