package dev.millrace.controller.execution;

import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunState.Finished;
import dev.millrace.controller.run.Runs;
import dev.millrace.controller.run.Series;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The step behind {@code currentBuild.previousBuild} and its like, and behind {@code post { changed }}: what is known now of an earlier run of the
 * same project and branch. The answer is an outcome in the journal, so that a replayed program is told the same, whatever has happened since.
 *
 * @param environment of the run that asks
 */
record EarlierRuns(Runs runs, Run run, Map<String, String> environment) {
    static final String NAME = "previousBuild";

    private static final int PAGE = 50;

    /** Null where there is none. */
    @Nullable
    Object before(long number, String which) {
        var wanted = Earlier.named(which);
        var below = Math.min(number, run.number());
        List<Run> page;
        do {
            page = runs.ofSeries(Series.of(run), below, PAGE);
            for (var one : page) {
                if (wanted.fits(one.state())) {
                    return facts(one);
                }
                below = one.number();
            }
        } while (page.size() == PAGE);
        return null;
    }

    private Map<String, Object> facts(Run earlier) {
        var title = runs.title(earlier.id());
        var url = Optional.ofNullable(environment.get("JENKINS_URL"))
                .map(base -> base + "runs/" + earlier.id())
                .orElse("");
        var facts = RunBriefs.build(
                environment.getOrDefault("JOB_NAME", ""),
                earlier.number(),
                Map.of("BUILD_URL", url),
                earlier.acceptedAt());
        earlier.state().outcome().ifPresent(result -> facts.put("result", result.name()));
        title.displayName().ifPresent(name -> facts.put("displayName", name));
        title.description().ifPresent(text -> facts.put("description", text));
        earlier.state().begunAt().ifPresent(at -> facts.put("startTimeInMillis", at.toEpochMilli()));
        if (earlier.state() instanceof Finished(var started, var finished, var _)) {
            facts.put("duration", Duration.between(started, finished).toMillis());
        }
        facts.put("parameters", earlier.parameters());
        facts.put("causes", Causes.told(earlier.causes()));
        return facts;
    }
}
