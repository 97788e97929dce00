package dev.millrace.controller.explain;

import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.execution.Histories;
import dev.millrace.controller.explain.Known.Facts;
import dev.millrace.controller.explain.Known.Reason;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.controller.queue.WaitReasons;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.tenant.Project;
import dev.millrace.controller.tenant.Tenants;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Explanations from what is stored. */
final class StoredExplanations implements Explanations {
    private static final int LINES = 8;
    private static final int TAIL_BYTES = 4096;

    private final Tenants tenants;
    private final Histories histories;
    private final WaitReasons reasons;
    private final RunLogs logs;
    private final InstantSource clock;

    StoredExplanations(Tenants tenants, Histories histories, WaitReasons reasons, RunLogs logs, InstantSource clock) {
        this.tenants = tenants;
        this.histories = histories;
        this.reasons = reasons;
        this.logs = logs;
        this.clock = clock;
    }

    @Override
    public Because of(Run run, Optional<String> stage) {
        var explainer = new Explainer(new Known(
                facts(run),
                histories.journal(run.id()),
                reasons.of(run.id()).stream()
                        .map(reason -> new Reason(reason.step(), reason.at(), reason.why()))
                        .toList(),
                step -> printed(run, step),
                clock.instant()));
        if (stage.isEmpty()) {
            return explainer.run();
        }
        return explainer
                .stage(stage.get())
                .orElseThrow(() -> new UserError(
                        UserError.Kind.NOT_FOUND,
                        "Run %s has no stage or branch '%s'".formatted(run.id(), stage.get()),
                        explainer.stages().isEmpty() ? "" : "It has " + String.join(", ", explainer.stages())));
    }

    private Facts facts(Run run) {
        var project = tenants.project(run.project()).map(Project::name).orElse("");
        return new Facts(
                "%s #%d%s"
                        .formatted(
                                project,
                                run.number(),
                                run.attemptNumber() > 1 ? ", attempt %d,".formatted(run.attemptNumber()) : ""),
                run.file(),
                run.causes().stream()
                        .map(cause -> cause.getOrDefault("message", ""))
                        .distinct()
                        .collect(Collectors.joining("; ")),
                run.state().key(),
                run.state().outcome().map(Enum::name),
                run.refused(),
                run.problems().stream().map(StoredExplanations::words).toList(),
                run.acceptedAt(),
                run.state().overAt());
    }

    private static String words(Problem problem) {
        return "%s:%d: %s%s"
                .formatted(
                        problem.path(),
                        problem.line(),
                        problem.message(),
                        problem.hint().isEmpty() ? "" : " (" + problem.hint() + ")");
    }

    private List<String> printed(Run run, int step) {
        var text = new String(logs.tail(run.id(), step, TAIL_BYTES), StandardCharsets.UTF_8);
        var lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }
}
