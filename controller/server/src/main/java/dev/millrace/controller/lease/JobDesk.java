package dev.millrace.controller.lease;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.lease.EndedJobs.EndedJob;
import dev.millrace.controller.lease.LiveJob.RunStep;
import dev.millrace.controller.queue.JobLedger;
import dev.millrace.controller.queue.JobRequest;
import dev.millrace.controller.queue.LabelExpression;
import dev.millrace.controller.schedule.Room;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The door for runs: hands every call to the engine's thread. */
final class JobDesk implements Jobs {
    /** More than anyone reads; a queue can hold a million. */
    private static final int SHOWN = 1_000;

    private final Engine engine;
    private final Executor thread;
    private final JobLedger ledger;

    JobDesk(Engine engine, Executor thread, JobLedger ledger) {
        this.engine = engine;
        this.thread = thread;
        this.ledger = ledger;
    }

    @Override
    public CompletableFuture<JobId> request(JobRequest request, JobListener listener) {
        try {
            LabelExpression.parse(request.labels());
        } catch (UserError e) {
            return CompletableFuture.failedFuture(e);
        }
        var answer = new CompletableFuture<JobId>();
        thread.execute(() -> request(request, listener, answer));
        return answer;
    }

    private void request(JobRequest request, JobListener listener, CompletableFuture<JobId> answer) {
        var place = new RunStep(request.run(), request.step());
        var known = engine.jobs().find(place);
        var over = engine.jobs().ended().find(place);
        if (known.isPresent()) {
            known.get().listener = listener;
            answerWhenDurable(known.get(), answer);
            engine.tellState(known.get());
        } else if (over.isPresent()) {
            listener.ended(over.get().reason());
            answer.complete(over.get().id());
        } else if (engine.jobs().ended().mayHaveForgotten(place)) {
            Thread.ofVirtual().name("job-lookup").start(() -> lookUp(request, listener, answer));
        } else {
            answerWhenDurable(engine.enqueue(request, listener), answer);
        }
    }

    /** The run is older than this controller's memory: its job may be over. */
    private void lookUp(JobRequest request, JobListener listener, CompletableFuture<JobId> answer) {
        try {
            var stored = ledger.find(request.run(), request.step())
                    .filter(job -> job.state().equals("ended"));
            thread.execute(() -> {
                var place = new RunStep(request.run(), request.step());
                if (stored.isPresent()) {
                    engine.jobs()
                            .ended()
                            .add(
                                    place,
                                    new EndedJob(
                                            stored.get().request().id(),
                                            stored.get().endReason()));
                    request(request, listener, answer);
                } else if (engine.jobs().find(place).isPresent()) {
                    request(request, listener, answer);
                } else {
                    answerWhenDurable(engine.enqueue(request, listener), answer);
                }
            });
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private static void answerWhenDurable(LiveJob job, CompletableFuture<JobId> answer) {
        var _ = job.durable.whenComplete((_, failure) -> {
            if (failure == null) {
                answer.complete(job.request.id());
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }

    @Override
    public void release(JobId job) {
        end(job, new LeaseEvent.Release(), "released", false);
    }

    @Override
    public void abort(JobId job, String reason) {
        end(job, new LeaseEvent.Revoke(reason), reason, true);
    }

    private void end(JobId id, LeaseEvent event, String reason, boolean tellRun) {
        thread.execute(() -> engine.jobs().find(id).ifPresent(job -> engine.end(job, event, reason, tellRun)));
    }

    @Override
    public Optional<Lease> lease(JobId job) {
        return Optional.ofNullable(engine.current.get(job));
    }

    @Override
    public CompletableFuture<Optional<String>> why(JobId job) {
        return CompletableFuture.supplyAsync(() -> engine.why(job), thread);
    }

    @Override
    public Map<AgentId, Room> rooms() {
        return CompletableFuture.supplyAsync(engine::rooms, thread).join();
    }

    @Override
    public List<WaitingJob> waiting() {
        return CompletableFuture.supplyAsync(() -> engine.waiting(SHOWN), thread)
                .join();
    }
}
