package dev.millrace.evaluator.language;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run before this one, as it was when the pipeline asked. */
public final class EarlierBuild extends BuildFacts {
    EarlierBuild(PipelineRun run, Map<String, @Nullable Object> facts) {
        super(run, facts);
    }

    @Override
    public @Nullable String getResult() {
        var result = facts.get("result");
        return result == null ? null : result.toString();
    }

    @Override
    public long getDuration() {
        return facts.get("duration") instanceof Number millis ? millis.longValue() : 0;
    }

    @Override
    public String getDurationString() {
        return Durations.words(getDuration());
    }

    @Override
    public Map<String, @Nullable Object> getBuildVariables() {
        var variables = new LinkedHashMap<String, @Nullable Object>();
        if (facts.get("parameters") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> variables.put(String.valueOf(name), value));
        }
        return variables;
    }

    @Override
    public String toString() {
        return getFullDisplayName();
    }
}
