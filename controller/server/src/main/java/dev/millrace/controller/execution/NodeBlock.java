package dev.millrace.controller.execution;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.lease.Jobs;
import dev.millrace.controller.lease.Jobs.JobListener;
import dev.millrace.controller.lease.Lease;
import dev.millrace.controller.queue.JobRequest;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Value;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A {@code node} block: its job and, once granted, the lease that its steps work under. */
final class NodeBlock implements LiveStep, JobListener {
    private final JobRequest request;
    private final Jobs jobs;
    private final Executor executor;
    private final int attempt;
    private final Consumer<Outcome> conclude;
    private final CompletableFuture<Lease> lease = new CompletableFuture<>();
    private final CompletableFuture<JobId> job = new CompletableFuture<>();
    private volatile String over = "";

    /** @param attempt the attempt under whose lease the block was opened; 0: it is not open yet */
    NodeBlock(JobRequest request, Jobs jobs, Executor executor, int attempt, Consumer<Outcome> conclude) {
        this.request = request;
        this.jobs = jobs;
        this.executor = executor;
        this.attempt = attempt;
        this.conclude = conclude;
    }

    /** The attempt that an outcome of a node names. */
    static int attempt(Outcome opened) {
        return opened.getValue().getMap().getEntriesList().stream()
                .filter(entry -> entry.getName().equals("attempt"))
                .mapToInt(entry -> (int) entry.getValue().getInteger())
                .findFirst()
                .orElse(0);
    }

    /** Why the job ended though the block did not; empty where it has not, or that was not heard yet. */
    String over() {
        return over;
    }

    /** The lease; fails with {@link NodeLost} where there will be none. */
    CompletableFuture<Lease> lease() {
        return lease;
    }

    /** Asks for the job, or for the one that this step already has. */
    @Override
    public void begin() {
        var _ = jobs.request(request, this).whenComplete((id, failure) -> {
            if (failure == null) {
                job.complete(id);
            } else {
                ended("the job could not be stored: " + failure.getMessage());
            }
        });
    }

    @Override
    public void cancel(String reason) {
        var _ = job.thenAcceptAsync(id -> jobs.abort(id, reason), executor);
    }

    /** The block was left. */
    void release() {
        if (job.isDone() && !job.isCompletedExceptionally()) {
            jobs.release(job.join());
        } else {
            var _ = job.thenAcceptAsync(jobs::release, executor);
        }
    }

    @Override
    public void granted(Lease granted) {
        if (attempt != 0 && granted.key().attempt() != attempt) {
            lease.completeExceptionally(new NodeLost("The agent of attempt %d is lost".formatted(attempt)));
        } else if (lease.complete(granted) && attempt == 0) {
            conclude.accept(opened(granted));
        }
    }

    @Override
    public void ended(String reason) {
        over = reason;
        if (lease.completeExceptionally(new NodeLost(reason)) && attempt == 0) {
            conclude.accept(Outcomes.lost(request.step(), reason));
        }
    }

    private Outcome opened(Lease granted) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("node", granted.agentName());
        fields.put("workspace", granted.workspace());
        fields.put("attempt", granted.key().attempt());
        fields.put("environment", granted.environment());
        fields.put("notices", granted.notices());
        return Outcome.newBuilder()
                .setStep(request.step())
                .setValue(Value.newBuilder().setMap(Values.toWire(fields, 0)))
                .build();
    }

    /** The job of a block is over, though the block is not. */
    static final class NodeLost extends RuntimeException {
        NodeLost(String reason) {
            super(reason);
        }
    }
}
