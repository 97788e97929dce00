package dev.millrace.controller.web;

import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.run.RunState;
import dev.millrace.controller.run.RunTitle;
import dev.millrace.controller.run.StageFacts;
import dev.millrace.controller.web.ChangesBody.RevisionBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as JSON.
 *
 * @param displayName what its pipeline calls it; {@code #12} where it does not
 * @param description what its pipeline says about it
 * @param state where it stands
 * @param refused validation refused the pipeline before anything ran
 * @param attempt from 1; a run that is restarted becomes another one, with the same number
 * @param edited its pipeline is not the one that it was started with
 * @param durationMillis from start to end; absent before the end
 * @param revisions what it checked out by now; absent in lists of runs, and where it checked out nothing
 */
@Schema(name = "Run")
record RunBody(
        long id,
        String organization,
        ProjectRef project,
        long number,
        String displayName,
        @Nullable String description,
        State state,
        @Nullable RunResult result,
        String trust,
        Map<String, String> cause,
        @Nullable List<Map<String, String>> moreCauses,
        Map<String, Object> parameters,
        String file,
        int attempt,
        boolean edited,
        boolean refused,
        List<ProblemBody.Mistake> problems,
        Instant acceptedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Long durationMillis,
        @Nullable List<RevisionBody> revisions) {

    static RunBody of(Run run, String organization, String project, RunTitle title) {
        State state;
        RunResult result = null;
        Instant startedAt = null;
        Instant finishedAt = null;
        Long duration = null;
        switch (run.state()) {
            case RunState.Accepted() -> state = State.accepted;
            case RunState.Running(var started) -> {
                state = State.running;
                startedAt = started;
            }
            case RunState.Finishing(var started, var ended) -> {
                state = State.finishing;
                startedAt = started;
                result = ended;
            }
            case RunState.Finished(var started, var finished, var ended) -> {
                state = State.finished;
                startedAt = started;
                finishedAt = finished;
                result = ended;
                duration = Duration.between(started, finished).toMillis();
            }
        }
        return new RunBody(
                run.id().value(),
                organization,
                new ProjectRef(run.project().value(), project),
                run.number(),
                title.displayName().filter(name -> !name.isEmpty()).orElse("#" + run.number()),
                title.description().filter(text -> !text.isEmpty()).orElse(null),
                state,
                result,
                run.trust(),
                run.cause(),
                run.moreCauses().isEmpty() ? null : run.moreCauses(),
                run.parameters(),
                run.file(),
                run.attemptNumber(),
                run.edited(),
                run.refused(),
                run.problems().stream().map(ProblemBody.Mistake::of).toList(),
                run.acceptedAt(),
                startedAt,
                finishedAt,
                duration,
                null);
    }

    /** With what it checked out. */
    RunBody with(List<RevisionBody> checkedOut) {
        return new RunBody(
                id,
                organization,
                project,
                number,
                displayName,
                description,
                state,
                result,
                trust,
                cause,
                moreCauses,
                parameters,
                file,
                attempt,
                edited,
                refused,
                problems,
                acceptedAt,
                startedAt,
                finishedAt,
                durationMillis,
                checkedOut.isEmpty() ? null : checkedOut);
    }

    @Schema(name = "RunState")
    enum State {
        accepted,
        running,
        finishing,
        finished
    }

    @Schema(name = "ProjectRef")
    record ProjectRef(long id, String name) {}

    /** A stage or branch; {@code parent} is the step of the one around it, 0 at the top. */
    @Schema(name = "Stage")
    record StageBody(
            int step,
            int parent,
            String kind,
            String name,
            @Nullable RunResult result,
            Instant startedAt,
            @Nullable Instant finishedAt) {
        static StageBody of(StageFacts stage) {
            return new StageBody(
                    stage.step(),
                    stage.parent(),
                    stage.kind(),
                    stage.name(),
                    stage.result().orElse(null),
                    stage.startedAt(),
                    stage.finishedAt().orElse(null));
        }
    }
}
