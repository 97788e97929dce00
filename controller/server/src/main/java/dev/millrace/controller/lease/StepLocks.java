package dev.millrace.controller.lease;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.lease.RunLocks.LockListener;
import dev.millrace.controller.lease.RunLocks.WaitingStep;
import dev.millrace.controller.queue.Entitlement;
import dev.millrace.controller.queue.LockLedger;
import dev.millrace.controller.queue.LockOwner;
import dev.millrace.controller.queue.LockOwner.OfStep;
import dev.millrace.controller.queue.LockRequest;
import dev.millrace.controller.queue.LockStanding;
import dev.millrace.controller.queue.Locks.Verdict;
import dev.millrace.controller.queue.SchedulingRules;
import dev.millrace.controller.schedule.Scheduler;
import dev.millrace.controller.schedule.Share;
import dev.millrace.controller.store.Write;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lock steps of runs, and what is said of organizations, as the scheduler is told of them. Belongs to the engine's thread. */
final class StepLocks {
    private static final Logger LOG = LoggerFactory.getLogger(StepLocks.class);

    private final Scheduler scheduler;
    private final LockLedger ledger;
    private final SchedulingRules rules;
    private final Consumer<List<Write<?>>> submit;
    private final Map<OfStep, Asking> asking = new HashMap<>();
    /** Of whom a share was said last, by organization; what is taken back is as usual again. */
    private final Map<OrganizationId, Set<String>> shared = new HashMap<>();

    private record Asking(LockRequest request, LockListener listener) {}

    StepLocks(Scheduler scheduler, LockLedger ledger, SchedulingRules rules, Consumer<List<Write<?>>> submit) {
        this.scheduler = scheduler;
        this.ledger = ledger;
        this.rules = rules;
        this.submit = submit;
    }

    /** What is stored: first what is held, so that nobody is given it. */
    void recover() {
        rules.all().keySet().forEach(this::ruled);
        var open = ledger.open();
        for (var stored : open) {
            if (!stored.held().isEmpty()) {
                scheduler.locked(stored.request(), stored.held());
            }
        }
        for (var stored : open) {
            if (stored.held().isEmpty()
                    && stored.request().owner() instanceof OfStep step
                    && scheduler.lock(stored.request()) instanceof Verdict.Granted(var locks)) {
                submit.accept(List.of(ledger.held(step, locks)));
            }
        }
    }

    /** Something else is said of an organization. */
    void ruled(OrganizationId organization) {
        var said = rules.of(organization);
        scheduler.declare(organization, said.locks());
        var before = shared.getOrDefault(organization, Set.of());
        shared.put(organization, Set.copyOf(said.shares().keySet()));
        for (var name : Stream.concat(before.stream(), said.shares().keySet().stream())
                .distinct()
                .toList()) {
            var share = share(said.shares().getOrDefault(name, Entitlement.USUAL));
            if (name.isEmpty()) {
                scheduler.share(organization, share);
            } else {
                scheduler.share(organization, new ProjectId(Long.parseLong(name)), share);
            }
        }
    }

    private static Share share(Entitlement entitled) {
        return new Share(
                entitled.weight(),
                entitled.mostShare(),
                entitled.mostJobs() == 0 ? Integer.MAX_VALUE : entitled.mostJobs());
    }

    void request(LockRequest request, OfStep step, LockListener listener) {
        asking.put(step, new Asking(request, listener));
        switch (scheduler.lock(request)) {
            case Verdict.Granted(var locks) -> hold(step, locks);
            case Verdict.Waiting() ->
                tell(step, told -> told.waits(scheduler.why(step).orElse("")));
            case Verdict.Skipped(var why) -> {
                tell(step, told -> told.skipped(why));
                asking.remove(step);
            }
        }
    }

    /** These waited and hold their locks now. */
    void granted(List<OfStep> steps) {
        steps.forEach(step -> hold(step, scheduler.held(step)));
    }

    private void hold(OfStep step, List<String> locks) {
        if (!locks.isEmpty()) {
            submit.accept(List.of(ledger.held(step, locks)));
            tell(step, listener -> listener.granted(locks));
        }
    }

    void release(OfStep step) {
        asking.remove(step);
        scheduler.unlock(step);
    }

    private void tell(OfStep step, Consumer<LockListener> what) {
        var known = asking.get(step);
        if (known == null) {
            return;
        }
        try {
            what.accept(known.listener());
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("step", step).setCause(e).log("lock-listener-failed");
        }
    }

    /** Steps that wait, in the order of asking. */
    List<WaitingStep> waiting() {
        return asking.entrySet().stream()
                .flatMap(entry -> scheduler.why(entry.getKey()).stream().map(why -> {
                    var request = entry.getValue().request();
                    return new WaitingStep(
                            entry.getKey(), request.title(), request.need().group(), why, request.asked());
                }))
                .sorted(Comparator.comparing(WaitingStep::asked)
                        .thenComparingLong(step -> step.step().run().value()))
                .toList();
    }

    List<LockStanding> standing(OrganizationId organization) {
        return scheduler.locks(organization);
    }

    List<LockOwner> rivals(OfStep step) {
        return scheduler.rivals(step);
    }
}
