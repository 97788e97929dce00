package dev.millrace.controller.execution;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.lease.RunLocks;
import dev.millrace.controller.queue.LockOwner;
import dev.millrace.controller.queue.LockOwner.OfStep;
import dev.millrace.controller.queue.LockRequest;
import dev.millrace.controller.queue.LockStanding;
import dev.millrace.controller.queue.Locks;
import dev.millrace.controller.queue.Locks.Verdict;
import dev.millrace.controller.queue.OrganizationRules;
import dev.millrace.controller.queue.SchedulingRules;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The real rules of locks without rows: what is held outlives controllers by itself. */
final class FakeLocks implements RunLocks {
    private final SchedulingRules rules;
    private final Locks locks = new Locks(Duration.ofMinutes(30));
    private final Map<LockOwner, LockListener> listeners = new HashMap<>();

    FakeLocks(SchedulingRules rules) {
        this.rules = rules;
    }

    @Override
    public OrganizationRules rules(OrganizationId organization) {
        return rules.of(organization);
    }

    @Override
    public synchronized void request(LockRequest request, LockListener listener) {
        listeners.put(request.owner(), listener);
        switch (locks.ask(request)) {
            case Verdict.Granted(var held) -> listener.granted(held);
            case Verdict.Waiting() -> listener.waits(locks.why(request.owner()).orElseThrow());
            case Verdict.Skipped(var why) -> listener.skipped(why);
        }
    }

    @Override
    public synchronized void release(OfStep step) {
        listeners.remove(step);
        granted(locks.release(step));
    }

    /** Declares the locks of an organization. */
    synchronized void declare(OrganizationId organization, Map<String, Set<String>> declared) {
        granted(locks.declare(organization, new TreeMap<>(declared)));
    }

    private void granted(List<LockOwner> owners) {
        for (var owner : owners) {
            var listener = listeners.get(owner);
            if (listener != null) {
                listener.granted(locks.held(owner));
            }
        }
    }

    @Override
    public synchronized CompletableFuture<List<RunId>> rivals(OfStep step) {
        return CompletableFuture.completedFuture(locks.rivals(step).stream()
                .flatMap(rival -> rival instanceof OfStep other ? Stream.of(other.run()) : Stream.empty())
                .filter(run -> !run.equals(step.run()))
                .toList());
    }

    @Override
    public synchronized List<WaitingStep> waiting() {
        return List.of();
    }

    @Override
    public synchronized List<LockStanding> list(OrganizationId organization) {
        return locks.standing(organization);
    }
}
