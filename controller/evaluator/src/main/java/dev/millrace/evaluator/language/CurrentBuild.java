package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.Result;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The object {@code currentBuild}. */
public final class CurrentBuild extends BuildFacts {
    private boolean resultSet;
    private boolean lookedBack;
    private @Nullable Result before;

    CurrentBuild(PipelineRun run, Map<String, @Nullable Object> facts) {
        super(run, facts);
    }

    @Override
    public @Nullable String getResult() {
        return resultSet || run.result() != Result.SUCCESS ? run.result().name() : null;
    }

    /** Makes the run no better than this. */
    public void setResult(@Nullable Object result) {
        if (result != null) {
            resultSet = true;
            run.worsen(Results.named(result.toString()));
        }
    }

    @Override
    public String getCurrentResult() {
        return run.result().name();
    }

    /** Renames the run. */
    public void setDisplayName(@Nullable Object name) {
        set("displayName", name);
    }

    /** Says something about the run. */
    public void setDescription(@Nullable Object description) {
        set("description", description);
    }

    /** Whether the run is kept when old ones are thrown away. */
    public boolean isKeepLog() {
        return Boolean.TRUE.equals(facts.get("keepLog"));
    }

    /** Keeps the run when old ones are thrown away. */
    public void setKeepLog(boolean keep) {
        set("keepLog", keep);
    }

    private void set(String name, @Nullable Object value) {
        var plain = value instanceof Boolean ? value : value == null ? null : value.toString();
        facts.put(name, plain);
        run.note(
                "currentBuild",
                false,
                PipelineRun.values("currentBuild", java.util.Collections.singletonMap(name, plain)));
    }

    /**
     * How the last run before this one that has ended ended; empty if this is the first. Asked once, when somebody first wants to know, so that all
     * conditions of this run compare with the same one.
     */
    public Optional<Result> resultBefore() {
        if (!lookedBack) {
            lookedBack = true;
            before = getPreviousCompletedBuild() instanceof EarlierBuild earlier && earlier.getResult() != null
                    ? Results.named(earlier.getCurrentResult())
                    : null;
        }
        return Optional.ofNullable(before);
    }

    @Override
    public long getDuration() {
        return facts.get("startTimeInMillis") instanceof Number start
                ? Hooks.currentTimeMillis() - start.longValue()
                : 0;
    }

    @Override
    public String getDurationString() {
        return Durations.words(getDuration()) + " and counting";
    }

    @Override
    public Map<String, @Nullable Object> getBuildVariables() {
        return run.parameters().values();
    }

    @Override
    public String toString() {
        return getFullDisplayName();
    }
}
