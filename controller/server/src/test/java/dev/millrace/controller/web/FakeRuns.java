package dev.millrace.controller.web;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.run.RunState;
import dev.millrace.controller.run.RunTitle;
import dev.millrace.controller.run.Runs;
import dev.millrace.controller.run.Series;
import dev.millrace.controller.run.StageFacts;
import dev.millrace.controller.trigger.TriggerRequest;
import dev.millrace.controller.trigger.Triggers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Runs in memory; a test says how they go. */
final class FakeRuns implements Runs, Triggers {
    static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    final List<TriggerRequest> requests = new CopyOnWriteArrayList<>();
    private final Map<Long, Run> runs = new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    final Map<RunId, RunTitle> titles = new ConcurrentHashMap<>();
    private final Map<String, RunId> keys = new ConcurrentHashMap<>();
    private final Map<RunId, List<StageFacts>> stages = new ConcurrentHashMap<>();
    private final Map<RunId, List<Runnable>> followers = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong(1000);
    volatile Runnable accepted = () -> {};

    @Override
    public RunTitle title(RunId run) {
        return titles.getOrDefault(run, RunTitle.NONE);
    }

    @Override
    public RunId accept(TriggerRequest request) {
        requests.add(request);
        var id = request.idempotencyKey()
                .map(key -> keys.computeIfAbsent(key, _ -> make(request)))
                .orElseGet(() -> make(request));
        accepted.run();
        return id;
    }

    private RunId make(TriggerRequest request) {
        var id = new RunId(last.incrementAndGet());
        var number = 1
                + runs.values().stream()
                        .filter(run -> run.project().equals(request.project().id()))
                        .count();
        runs.put(
                id.value(),
                new Run(
                        id,
                        request.project().organization(),
                        request.project().id(),
                        number,
                        new RunState.Accepted(),
                        request.trust(),
                        request.cause().fields(),
                        request.parameters(),
                        Set.of(),
                        request.environment(),
                        request.source(),
                        request.file(),
                        Digest.sha256(request.definition().getBytes(StandardCharsets.UTF_8)),
                        1,
                        false,
                        List.of(),
                        START,
                        Optional.empty()));
        return id;
    }

    RunId newest() {
        return new RunId(last.get());
    }

    void begin(RunId run) {
        change(run, new RunState.Running(START), List.of());
    }

    void finish(RunId run, RunResult result) {
        change(run, new RunState.Finished(START, START.plusSeconds(3), result), List.of());
    }

    void refuse(RunId run, List<Problem> problems) {
        change(run, new RunState.Finished(START, START, RunResult.FAILURE), problems);
    }

    void stages(RunId run, List<StageFacts> now) {
        stages.put(run, now);
        changed(run);
    }

    private void change(RunId id, RunState state, List<Problem> problems) {
        runs.computeIfPresent(
                id.value(),
                (_, run) -> new Run(
                        run.id(),
                        run.organization(),
                        run.project(),
                        run.number(),
                        state,
                        run.trust(),
                        run.cause(),
                        run.parameters(),
                        run.defaulted(),
                        run.environment(),
                        run.source(),
                        run.file(),
                        run.definition(),
                        run.attempt(),
                        !problems.isEmpty(),
                        problems,
                        run.acceptedAt(),
                        Optional.empty()));
        changed(id);
    }

    private void changed(RunId run) {
        followers.getOrDefault(run, List.of()).forEach(Runnable::run);
    }

    int followers(RunId run) {
        return followers.getOrDefault(run, List.of()).size();
    }

    @Override
    public Optional<Run> find(RunId run) {
        return Optional.ofNullable(runs.get(run.value()));
    }

    @Override
    public Optional<Run> find(ProjectId project, long number) {
        return runs.values().stream()
                .filter(run -> run.project().equals(project) && run.number() == number)
                .findFirst();
    }

    @Override
    public List<Run> ofProject(ProjectId project, Optional<RunId> before, int limit) {
        return page(before)
                .filter(run -> run.project().equals(project))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Run> ofOrganization(OrganizationId organization, Optional<RunId> before, int limit) {
        return page(before)
                .filter(run -> run.organization().equals(organization))
                .limit(limit)
                .toList();
    }

    private java.util.stream.Stream<Run> page(Optional<RunId> before) {
        var below = before.map(RunId::value).orElse(Long.MAX_VALUE);
        return runs.values().stream().filter(run -> run.id().value() < below);
    }

    @Override
    public List<Run> ofSeries(Series series, long below, int limit) {
        return page(Optional.empty())
                .filter(run -> Series.of(run).equals(series) && run.number() < below)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Brief> begun() {
        return List.of();
    }

    @Override
    public List<Run> read(List<RunId> some) {
        return List.of();
    }

    @Override
    public List<Brief> waiting() {
        return List.of();
    }

    @Override
    public List<StageFacts> stages(RunId run) {
        return stages.getOrDefault(run, List.of());
    }

    @Override
    public AutoCloseable follow(RunId run, Runnable changed) {
        var list = followers.computeIfAbsent(run, _ -> new CopyOnWriteArrayList<>());
        list.add(changed);
        return () -> list.remove(changed);
    }
}
