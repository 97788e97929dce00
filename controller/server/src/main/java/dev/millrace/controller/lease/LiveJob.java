package dev.millrace.controller.lease;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.lease.Jobs.JobListener;
import dev.millrace.controller.queue.JobOwner;
import dev.millrace.controller.queue.JobRequest;
import dev.millrace.controller.queue.LabelExpression;
import dev.millrace.controller.queue.QueuedJob;
import dev.millrace.controller.schedule.AgentOffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A job that is not over. Belongs to the engine's thread. */
final class LiveJob {
    final JobRequest request;
    final LabelExpression labels;
    /** Done when its row is on disk. */
    final CompletableFuture<Void> durable;

    int attempt;
    /** How often an agent refused it. */
    int refusals;

    @Nullable
    LiveLease lease;

    @Nullable
    JobListener listener;

    LiveJob(JobRequest request, int attempt, CompletableFuture<Void> durable) {
        this.request = request;
        var kind = request.sandbox().getKind();
        var written = LabelExpression.parse(request.labels());
        // every agent can start a process; what has walls only one that has proven it
        this.labels = kind.isEmpty() || kind.equals("auto") || kind.equals("process")
                ? written
                : written.and(AgentOffer.SANDBOX + kind);
        this.attempt = attempt;
        this.durable = durable;
    }

    RunStep place() {
        return new RunStep(request.run(), request.step());
    }

    QueuedJob queued(boolean returned) {
        return new QueuedJob(
                request.id(),
                new JobOwner(request.organization(), request.project(), request.title()),
                labels,
                request.priority(),
                returned,
                request.asked(),
                request.needs());
    }

    /** A step of a run: it has one job. */
    record RunStep(RunId run, int step) {}
}
