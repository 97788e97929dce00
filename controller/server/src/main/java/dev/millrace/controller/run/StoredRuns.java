package dev.millrace.controller.run;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.RunState.Finished;
import dev.millrace.controller.run.RunWrites.StageRow;
import dev.millrace.controller.run.RunWrites.TitleRow;
import dev.millrace.controller.store.Write;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs as rows; those that were made or changed by this process and are not finished are also remembered, so that moving them on reads nothing. */
final class StoredRuns implements Runs, RunLedger {
    private final RunTable table;
    private final RunWrites writes;
    private final Followers followers;
    private final QuietRuns quiet;
    private final Map<RunId, Run> unfinished = new ConcurrentHashMap<>();

    StoredRuns(RunTable table, RunWrites writes, Followers followers, QuietRuns quiet) {
        this.quiet = quiet;
        this.table = table;
        this.writes = writes;
        this.followers = followers;
    }

    @Override
    public Optional<Run> find(RunId run) {
        var known = unfinished.get(run);
        return known != null
                ? Optional.of(known)
                : table.select("id = ?", run.value()).stream().findFirst();
    }

    @Override
    public Optional<Run> find(ProjectId project, long number) {
        return table
                .select("project_id = ? and number = ? order by attempt_number desc limit 1", project.value(), number)
                .stream()
                .findFirst();
    }

    @Override
    public List<Run> ofProject(ProjectId project, Optional<RunId> before, int limit) {
        return table.select(
                "project_id = ? and id < ? order by id desc limit ?", project.value(), below(before), limit);
    }

    @Override
    public List<Run> ofOrganization(OrganizationId organization, Optional<RunId> before, int limit) {
        return table.select(
                "organization_id = ? and id < ? order by id desc limit ?", organization.value(), below(before), limit);
    }

    @Override
    public List<Run> ofSeries(Series series, long below, int limit) {
        return table.select("""
                project_id = ? and number < ? and coalesce(source->'facts'->>'BRANCH_NAME', '') = ?
                and not exists (select 1 from run later where later.project_id = run.project_id and later.number = run.number
                    and later.attempt_number > run.attempt_number)
                order by number desc limit ?""", series.project().value(), below, series.branch(), limit);
    }

    @Override
    public List<Brief> begun() {
        return table.briefs("attempt > 0");
    }

    @Override
    public List<Brief> waiting() {
        return table.briefs("attempt = 0");
    }

    @Override
    public List<Run> read(List<RunId> runs) {
        var ids = runs.stream().map(RunId::value).toArray(Long[]::new);
        return table.select("id = any (?) order by id", (Object) ids);
    }

    @Override
    public List<StageFacts> stages(RunId run) {
        return table.stages(run);
    }

    @Override
    public AutoCloseable follow(RunId run, Runnable changed) {
        return followers.follow(run, changed);
    }

    @Override
    public Write<?> change(Run run) {
        return new Write<>(writes.update, run);
    }

    @Override
    public Write<?> stage(RunId run, StageFacts stage) {
        return new Write<>(stage.result().isEmpty() ? writes.stageBegun : writes.stageEnded, new StageRow(run, stage));
    }

    @Override
    public List<Write<?>> title(RunId run, RunTitle title) {
        var row = new TitleRow(run, title);
        return List.of(new Write<>(writes.titleMade, row), new Write<>(writes.titleChanged, row));
    }

    @Override
    public RunTitle title(RunId run) {
        return table.title(run);
    }

    @Override
    public Run settle(Run run) {
        if (!run.urgency().quiet()) {
            return run;
        }
        quiet.settle(run.id());
        return find(run.id()).orElse(run);
    }

    @Override
    public void changed(Run run) {
        if (run.state() instanceof Finished) {
            unfinished.remove(run.id());
        } else {
            unfinished.put(run.id(), run);
        }
        followers.changed(run.id());
    }

    private static long below(Optional<RunId> before) {
        return before.map(RunId::value).orElse(Long.MAX_VALUE);
    }
}
