package dev.millrace.controller.lease;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.queue.LockOwner.OfStep;
import dev.millrace.controller.queue.LockRequest;
import dev.millrace.controller.queue.LockStanding;
import dev.millrace.controller.queue.OrganizationRules;
import dev.millrace.controller.queue.SchedulingRules;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** The door for lock steps: hands every call to the engine's thread. */
final class LockDesk implements RunLocks {
    private final Engine engine;
    private final Executor thread;
    private final SchedulingRules rules;

    LockDesk(Engine engine, Executor thread, SchedulingRules rules) {
        this.rules = rules;
        this.engine = engine;
        this.thread = thread;
    }

    @Override
    public void request(LockRequest request, LockListener listener) {
        if (!(request.owner() instanceof OfStep step)) {
            throw new IllegalArgumentException("Jobs get their locks with their lease: " + request.owner());
        }
        thread.execute(() -> engine.locks().request(request, step, listener));
    }

    @Override
    public void release(OfStep step) {
        thread.execute(() -> {
            engine.locks().release(step);
            engine.changed();
        });
    }

    @Override
    public CompletableFuture<List<RunId>> rivals(OfStep step) {
        return CompletableFuture.supplyAsync(() -> engine.locks().rivals(step), thread)
                .thenApply(rivals -> rivals.stream()
                        .flatMap(rival -> rival instanceof OfStep other ? Stream.of(other.run()) : Stream.empty())
                        .filter(run -> !run.equals(step.run()))
                        .distinct()
                        .toList());
    }

    @Override
    public List<WaitingStep> waiting() {
        return CompletableFuture.supplyAsync(() -> engine.locks().waiting(), thread)
                .join();
    }

    @Override
    public OrganizationRules rules(OrganizationId organization) {
        return rules.of(organization);
    }

    @Override
    public List<LockStanding> list(OrganizationId organization) {
        return CompletableFuture.supplyAsync(() -> engine.locks().standing(organization), thread)
                .join();
    }
}
