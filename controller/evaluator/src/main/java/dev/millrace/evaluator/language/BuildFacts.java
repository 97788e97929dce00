package dev.millrace.evaluator.language;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be asked of a run, the current one or an earlier one. The names are those that pipelines use. */
public abstract class BuildFacts {
    final PipelineRun run;
    final Map<String, @Nullable Object> facts;

    BuildFacts(PipelineRun run, Map<String, @Nullable Object> facts) {
        this.run = run;
        this.facts = facts;
    }

    /** The result; null while nothing set one. */
    public abstract @Nullable String getResult();

    /** The result; success while nothing set one. */
    public String getCurrentResult() {
        var result = getResult();
        return result == null ? "SUCCESS" : result;
    }

    /** True if the result is this one or better. */
    public boolean resultIsBetterOrEqualTo(Object other) {
        return Results.named(getCurrentResult()).getNumber()
                <= Results.named(other.toString()).getNumber();
    }

    /** True if the result is this one or worse. */
    public boolean resultIsWorseOrEqualTo(Object other) {
        return Results.named(getCurrentResult()).getNumber()
                >= Results.named(other.toString()).getNumber();
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

    /** The project and what the run is called. */
    public String getFullDisplayName() {
        return getFullProjectName() + " " + getDisplayName();
    }

    /** What was said about the run. */
    public @Nullable Object getDescription() {
        return facts.get("description");
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
        var accepted = facts.get("timeInMillis");
        return accepted == null ? facts.get("startTimeInMillis") : accepted;
    }

    /** When the run began, milliseconds since 1970. */
    public @Nullable Object getStartTimeInMillis() {
        return facts.get("startTimeInMillis");
    }

    /** How long the run has taken, milliseconds. */
    public abstract long getDuration();

    /** How long the run has taken, for people. */
    public abstract String getDurationString();

    /** Variables that the run's parameters set. */
    public abstract Map<String, @Nullable Object> getBuildVariables();

    /** Who and what started the run: maps with {@code _class}, {@code shortDescription} and what else is known. */
    public List<Object> getBuildCauses() {
        return facts.get("causes") instanceof List<?> causes ? new ArrayList<>(causes) : new ArrayList<>();
    }

    /** Whether one of the causes is what {@code when { triggeredBy }} names. */
    public boolean triggeredBy(String cause, @Nullable String detail) {
        return getBuildCauses().stream()
                .anyMatch(one -> one instanceof Map<?, ?> map
                        && CauseNames.is(map, cause)
                        && (detail == null || CauseNames.details(map).contains(detail)));
    }

    /** Those of a class, as Jenkins names it: {@code hudson.triggers.TimerTrigger$TimerTriggerCause}. */
    public List<Object> getBuildCauses(Object type) {
        var wanted = type instanceof Class<?> named ? named.getName() : type.toString();
        var causes = getBuildCauses();
        causes.removeIf(cause -> !(cause instanceof Map<?, ?> map) || !CauseNames.is(map, wanted));
        return causes;
    }

    /** What the run's checkouts so far brought since the run before: one set for each that brought something. */
    public List<ChangeSet> getChangeSets() {
        var sets = new ArrayList<ChangeSet>();
        var number = facts.get("number");
        if (number != null
                && run.asked("changeSets", Collections.singletonMap("number", number)) instanceof List<?> told) {
            told.forEach(set -> sets.add(new ChangeSet((Map<?, ?>) set)));
        }
        return sets;
    }

    /** The number, for comparisons. */
    public boolean isFirst() {
        return facts.get("number") instanceof Number number && number.longValue() <= 1;
    }

    /** The runs that started this one. */
    public List<Object> getUpstreamBuilds() {
        return new ArrayList<>();
    }

    /** The run before this one; null if this is the first. */
    public @Nullable Object getPreviousBuild() {
        return earlier("any");
    }

    /** The last run before this one that has ended. */
    public @Nullable Object getPreviousCompletedBuild() {
        return earlier("completed");
    }

    /** The last run before this one that is still going on. */
    public @Nullable Object getPreviousBuildInProgress() {
        return earlier("running");
    }

    /** The last run before this one that built something. */
    public @Nullable Object getPreviousBuiltBuild() {
        return earlier("built");
    }

    /** The last run before this one that failed. */
    public @Nullable Object getPreviousFailedBuild() {
        return earlier("failed");
    }

    /** The last run before this one that did not fail. */
    public @Nullable Object getPreviousNotFailedBuild() {
        return earlier("not-failed");
    }

    /** The last run before this one that was a success. */
    public @Nullable Object getPreviousSuccessfulBuild() {
        return earlier("successful");
    }

    private @Nullable Object earlier(String which) {
        var number = facts.get("number");
        if (number == null) {
            return null;
        }
        // in one order always: the arguments' digest is compared when the program runs again
        var arguments = new LinkedHashMap<String, @Nullable Object>();
        arguments.put("number", number);
        arguments.put("which", which);
        var found = run.asked("previousBuild", arguments);
        if (!(found instanceof Map<?, ?> map)) {
            return null;
        }
        var facts = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> facts.put(String.valueOf(name), value));
        return new EarlierBuild(run, facts);
    }

    /** Jenkins' own object: not here. */
    public Object getRawBuild() {
        throw PipelineRun.failure(
                "currentBuild.rawBuild is an object of Jenkins, and Jenkins is not here: use currentBuild.getBuildCauses(), result, number, displayName, description, previousBuild, or the HTTP API");
    }
}
