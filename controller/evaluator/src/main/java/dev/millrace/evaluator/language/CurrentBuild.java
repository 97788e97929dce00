package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.Result;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The object {@code currentBuild}. */
public final class CurrentBuild {
    private final PipelineRun run;
    private final Map<String, @Nullable Object> facts;
    private boolean resultSet;

    CurrentBuild(PipelineRun run, Map<String, @Nullable Object> facts) {
        this.run = run;
        this.facts = facts;
    }

    /** The result so far; null while nothing set one. */
    public @Nullable String getResult() {
        return resultSet || run.result() != Result.SUCCESS ? run.result().name() : null;
    }

    /** Makes the run no better than this. */
    public void setResult(@Nullable String result) {
        if (result != null) {
            resultSet = true;
            run.worsen(Results.named(result));
        }
    }

    /** The result so far; success while nothing set one. */
    public String getCurrentResult() {
        return run.result().name();
    }

    /** True if the result is this one or better. */
    public boolean resultIsBetterOrEqualTo(String other) {
        return run.result().getNumber() <= Results.named(other).getNumber();
    }

    /** True if the result is this one or worse. */
    public boolean resultIsWorseOrEqualTo(String other) {
        return run.result().getNumber() >= Results.named(other).getNumber();
    }

    /** Counts up per project. */
    public @Nullable Object getNumber() {
        return facts.get("number");
    }

    /** The number as text. */
    public String getId() {
        return String.valueOf(facts.get("number"));
    }

    /** What the run is called. */
    public @Nullable Object getDisplayName() {
        var name = facts.get("displayName");
        return name == null ? "#" + facts.get("number") : name;
    }

    /** Renames the run. */
    public void setDisplayName(String name) {
        facts.put("displayName", name);
    }

    /** The project and the number. */
    public String getFullDisplayName() {
        return getFullProjectName() + " " + getDisplayName();
    }

    /** What was said about the run. */
    public @Nullable Object getDescription() {
        return facts.get("description");
    }

    /** Says something about the run. */
    public void setDescription(@Nullable String description) {
        facts.put("description", description);
    }

    /** The project. */
    public @Nullable Object getProjectName() {
        return facts.get("projectName");
    }

    /** The project with what it is in. */
    public @Nullable Object getFullProjectName() {
        var full = facts.get("fullProjectName");
        return full == null ? facts.get("projectName") : full;
    }

    /** Where the run is seen. */
    public @Nullable Object getAbsoluteUrl() {
        return facts.get("absoluteUrl");
    }

    /** When the run was accepted, milliseconds since 1970. */
    public @Nullable Object getTimeInMillis() {
        return facts.get("timeInMillis");
    }

    /** When the run began, milliseconds since 1970. */
    public @Nullable Object getStartTimeInMillis() {
        return facts.get("startTimeInMillis");
    }

    /** How long the run has taken, milliseconds. */
    public long getDuration() {
        return facts.get("startTimeInMillis") instanceof Number start
                ? Hooks.currentTimeMillis() - start.longValue()
                : 0;
    }

    /** How long the run has taken, for people. */
    public String getDurationString() {
        return Durations.words(getDuration()) + " and counting";
    }

    /** The run before this one, as a map; null if this is the first. */
    public @Nullable Object getPreviousBuild() {
        return facts.get("previousBuild");
    }

    /** What changed since the run before. */
    public List<Object> getChangeSets() {
        return List.of();
    }

    /** The run's parameters. */
    public Map<String, @Nullable Object> getBuildVariables() {
        return run.parameters;
    }
}
