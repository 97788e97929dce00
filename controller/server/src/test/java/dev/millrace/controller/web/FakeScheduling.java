package dev.millrace.controller.web;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.lease.RunLocks;
import dev.millrace.controller.queue.Entitlement;
import dev.millrace.controller.queue.LockOwner;
import dev.millrace.controller.queue.LockRequest;
import dev.millrace.controller.queue.LockStanding;
import dev.millrace.controller.queue.OrganizationRules;
import dev.millrace.controller.queue.SchedulingRules;
import dev.millrace.controller.queue.Throttle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Rules in memory, and locks that nobody holds. */
final class FakeScheduling implements RunLocks, SchedulingRules {
    private final Map<OrganizationId, OrganizationRules> rules = new HashMap<>();

    volatile List<WaitingStep> waiting = List.of();

    @Override
    public OrganizationRules rules(OrganizationId organization) {
        return of(organization);
    }

    @Override
    public synchronized OrganizationRules of(OrganizationId organization) {
        return rules.getOrDefault(organization, OrganizationRules.NONE);
    }

    @Override
    public synchronized Map<OrganizationId, OrganizationRules> all() {
        return Map.copyOf(rules);
    }

    private interface Change {
        void in(Map<String, Set<String>> locks, Map<String, Throttle> throttles, Map<String, Entitlement> shares);
    }

    private synchronized void change(OrganizationId organization, Change change) {
        var before = of(organization);
        var locks = new HashMap<>(before.locks());
        var throttles = new HashMap<>(before.throttles());
        var shares = new HashMap<>(before.shares());
        change.in(locks, throttles, shares);
        rules.put(
                organization,
                new OrganizationRules(locks, throttles, shares, of(organization).floor()));
    }

    @Override
    public void lock(OrganizationId organization, String name, Set<String> labels) {
        change(organization, (locks, _, _) -> locks.put(name, labels));
    }

    @Override
    public void throttle(OrganizationId organization, Throttle throttle) {
        change(organization, (_, throttles, _) -> throttles.put(throttle.category(), throttle));
    }

    @Override
    public void share(OrganizationId organization, String project, Entitlement entitlement) {
        change(organization, (_, _, shares) -> shares.put(project, entitlement));
    }

    @Override
    public synchronized void floor(OrganizationId organization, String sandbox) {
        var before = of(organization);
        rules.put(organization, new OrganizationRules(before.locks(), before.throttles(), before.shares(), sandbox));
    }

    @Override
    public boolean remove(OrganizationId organization, Kind kind, String name) {
        var before = of(organization);
        change(organization, (locks, throttles, shares) -> {
            switch (kind) {
                case LOCK -> locks.remove(name);
                case THROTTLE -> throttles.remove(name);
                case SHARE -> shares.remove(name);
                case SANDBOX -> {}
            }
        });
        return !before.equals(of(organization));
    }

    @Override
    public void follow(Consumer<OrganizationId> changed) {}

    @Override
    public void request(LockRequest request, LockListener listener) {
        throw new UnsupportedOperationException("not of this fake");
    }

    @Override
    public void release(LockOwner.OfStep step) {}

    @Override
    public CompletableFuture<List<RunId>> rivals(LockOwner.OfStep step) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public List<WaitingStep> waiting() {
        return waiting;
    }

    @Override
    public List<LockStanding> list(OrganizationId organization) {
        return of(organization).locks().entrySet().stream()
                .map(lock -> new LockStanding(lock.getKey(), lock.getValue(), true, "", List.of()))
                .toList();
    }
}
