package dev.millrace.controller.lease;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.Ids;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.fleet.FleetRegister;
import dev.millrace.controller.lease.Jobs.JobListener;
import dev.millrace.controller.queue.JobLedger;
import dev.millrace.controller.queue.JobRequest;
import dev.millrace.controller.queue.LockLedger;
import dev.millrace.controller.queue.Quantities;
import dev.millrace.controller.queue.SchedulingRules;
import dev.millrace.controller.schedule.AgentOffer;
import dev.millrace.controller.schedule.Assignment;
import dev.millrace.controller.schedule.Room;
import dev.millrace.controller.schedule.Scheduler;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.GroupCommit;
import dev.millrace.controller.store.Write;
import dev.millrace.wire.proto.LeaseGrant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All open jobs and leases, and what happens to them. Everything here runs on one thread, one event after the other; only {@link #current} and
 * {@link #holders} are read by others.
 *
 * <p>Rows of an event are handed to the group commit before anyone hears of it. Units are committed in order, so that whatever is written
 * because of a grant or an accepted lease is durable only after it; nothing needs to wait here, except for renewals, which agents act upon.
 */
final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final JobLedger ledger;
    private final LeaseLedger leaseLedger;
    private final GroupCommit commit;
    private final Ids ids;
    private final FleetRegister fleet;
    private final InstantSource clock;
    private final LeaseSettings settings;
    private final LeaseRules rules;

    private final JobBook jobs;
    private final LeaseBook leases;
    private final Pauses pauses = new Pauses();
    private final Scheduler scheduler = new Scheduler();
    private final StepLocks locks;
    private final EphemeralAgents ephemeral;

    /** Leases that are accepted and not over. */
    final Map<JobId, Lease> current = new ConcurrentHashMap<>();
    /** Who holds them. */
    final Map<LeaseKey, AgentId> holders = new ConcurrentHashMap<>();

    private @Nullable AgentLine line;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    Engine(
            Ledgers ledgers,
            GroupCommit commit,
            Ids ids,
            FleetRegister fleet,
            InstantSource clock,
            LeaseSettings settings) {
        this.ledger = ledgers.jobs();
        this.leaseLedger = ledgers.leases();
        this.commit = commit;
        this.ids = ids;
        this.fleet = fleet;
        this.clock = clock;
        this.settings = settings;
        this.rules = new LeaseRules(settings.margin());
        this.jobs = new JobBook(ids.next());
        this.leases = new LeaseBook(settings.margin());
        this.locks = new StepLocks(scheduler, ledgers.locks(), ledgers.rules(), this::submit);
        this.ephemeral = new EphemeralAgents(fleet, scheduler, leases, this::submit);
        recover();
    }

    /** The tables. */
    record Ledgers(JobLedger jobs, LeaseLedger leases, LockLedger locks, SchedulingRules rules) {
        static Ledgers on(Database database, SchedulingRules rules) {
            return new Ledgers(JobLedger.on(database), new LeaseLedger(database), LockLedger.on(database), rules);
        }
    }

    void connect(AgentLine to) {
        line = to;
        assign();
    }

    private AgentLine line() {
        if (line == null) {
            throw new IllegalStateException("Agents are let in before the line to them is set");
        }
        return line;
    }

    // ---- jobs

    /** To look things up; what happens to them is said here. */
    JobBook jobs() {
        return jobs;
    }

    /** To look things up; what happens to them is said here. */
    LeaseBook leases() {
        return leases;
    }

    /** Locks of steps; {@link #changed} follows what gives some back. */
    StepLocks locks() {
        return locks;
    }

    Map<AgentId, Room> rooms() {
        return scheduler.rooms();
    }

    /** Something may be decided now that could not be before. */
    void changed() {
        assign();
    }

    LiveJob enqueue(JobRequest asked, JobListener listener) {
        var request = asked.askedAt(clock.instant()); // by the clock that decides
        var job = new LiveJob(request, 0, new CompletableFuture<>());
        job.listener = listener;
        jobs.add(job);
        scheduler.add(job.queued(false));
        var _ = commit.submit(List.of(ledger.enqueued(request))).whenComplete((_, failure) -> {
            if (failure == null) {
                job.durable.complete(null);
            } else {
                LOG.atError().addKeyValue("job", request.id()).setCause(failure).log("job-not-stored");
                job.durable.completeExceptionally(failure);
            }
        });
        assign();
        return job;
    }

    /** Takes a waiting job out, or ends its lease. */
    void end(LiveJob job, LeaseEvent event, String reason, boolean tellRun) {
        var lease = job.lease;
        if (lease != null) {
            apply(lease, event);
            return;
        }
        scheduler.remove(job.request.id());
        var now = clock.instant();
        submit(List.of(ledger.ended(job.request.id(), job.attempt, reason, now)));
        forget(job, reason, tellRun);
        // It may have kept others of its group waiting.
        assign();
    }

    Optional<String> why(JobId job) {
        return scheduler.why(job, clock.instant());
    }

    List<Jobs.WaitingJob> waiting(int limit) {
        return jobs.waiting(scheduler.queue(limit, clock.instant()));
    }

    private void forget(LiveJob job, String reason, boolean tellRun) {
        jobs.end(job, reason);
        if (tellRun) {
            tell(job, listener -> listener.ended(reason));
        }
    }

    void tellState(LiveJob job) {
        var lease = current.get(job.request.id());
        if (lease != null) {
            tell(job, listener -> listener.granted(lease));
        }
    }

    private static void tell(LiveJob job, Consumer<JobListener> what) {
        var listener = job.listener;
        if (listener == null) {
            return;
        }
        try {
            what.accept(listener);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("job", job.request.id()).setCause(e).log("job-listener-failed");
        }
    }

    // ---- leases

    /** What is offered to an agent, for one that may not have heard it, or whose answer may not have arrived; empty where it is answered. */
    Optional<LeaseGrant> offer(LiveLease lease) {
        return lease.state instanceof LeaseState.Granted
                ? jobs.owner(lease).map(job -> Terms.grant(lease.key, job.request, settings.acceptance()))
                : Optional.empty();
    }

    void revokeUnknown(AgentId agent, LeaseKey key) {
        LOG.atWarn().addKeyValue("agent", agent).addKeyValue("lease", key).log("agent-named-a-lease-it-has-not");
        line().revoke(agent, key, "this agent has no such lease");
    }

    /** Applies an event and does what follows. */
    void apply(LiveLease lease, LeaseEvent event) {
        var now = clock.instant();
        var step = rules.apply(lease.state, event, now);
        lease.state = step.state();
        var writes = new ArrayList<Write<?>>();
        var afterwards = new ArrayList<Runnable>();
        var job = jobs.owner(lease);
        for (var effect : step.effects()) {
            switch (effect) {
                case LeaseEffect.Save() -> writes.add(leaseLedger.changed(lease, now));
                case LeaseEffect.TellGranted() -> afterwards.add(() -> job.ifPresent(this::granted));
                case LeaseEffect.EndJob(var reason, var tellRun) ->
                    job.ifPresent(owner -> {
                        writes.add(ledger.ended(owner.request.id(), owner.attempt, reason, now));
                        afterwards.add(() -> over(lease, reason));
                        afterwards.add(() -> forget(owner, reason, tellRun));
                    });
                case LeaseEffect.Requeue() ->
                    job.ifPresent(owner -> {
                        writes.add(ledger.queued(owner.request.id(), owner.attempt));
                        owner.lease = null;
                        scheduler.add(owner.queued(true));
                    });
                case LeaseEffect.Free() -> afterwards.add(() -> free(lease));
                case LeaseEffect.SendRevoke(var reason) ->
                    afterwards.add(() -> line().revoke(lease.agent, lease.key, reason));
                case LeaseEffect.SendRelease() -> afterwards.add(() -> line().release(lease.agent, lease.key));
            }
        }
        submit(writes);
        afterwards.forEach(Runnable::run);
        assign();
    }

    private void granted(LiveJob job) {
        var lease = job.lease;
        if (lease != null && lease.state instanceof LeaseState.Accepted accepted) {
            var facts = Terms.lease(lease, accepted.terms(), fleet.facts(lease.agent));
            pauses.end(lease.agent);
            current.put(job.request.id(), facts);
            holders.put(lease.key, lease.agent);
            tell(job, listener -> listener.granted(facts));
        }
    }

    private void over(LiveLease lease, String reason) {
        current.remove(lease.key.job());
        if (holders.remove(lease.key) != null) {
            line().over(lease.key, reason);
        }
    }

    private void free(LiveLease lease) {
        leases.remove(lease);
        scheduler.finished(lease.key.job());
        refresh(lease.agent);
    }

    /** The agent does not want a job; gives how long it is left alone. */
    Duration pause(AgentId agent, String reason) {
        return pauses.begin(agent, reason, clock.instant());
    }

    /** Applies what is due. */
    void expire() {
        var now = clock.instant();
        for (var lease = leases.nextDue(now); lease.isPresent(); lease = leases.nextDue(now)) {
            apply(lease.get(), new LeaseEvent.Expire());
            leases.watch(lease.get());
        }
        ephemeral.dropVanished(now.minus(settings.lease()));
        if (scheduler.wakeAt().filter(at -> !at.isAfter(now)).isPresent()) {
            assign();
        }
    }

    // ---- agents

    /** Its facts changed; a removed agent loses what it has. */
    void agentChanged(AgentId agent) {
        if (fleet.facts(agent).isEmpty()) {
            leases.of(agent).forEach(lease -> apply(lease, new LeaseEvent.Revoke("its agent was removed")));
        }
        refresh(agent);
    }

    /** An agent may have changed. */
    void refresh(AgentId agent) {
        var facts = fleet.facts(agent);
        int held = leases.count(agent);
        fleet.busy(agent, held);
        if (facts.isEmpty()) {
            scheduler.withdraw(agent);
            pauses.end(agent);
            return;
        }
        var known = facts.get();
        if (ephemeral.dropSpent(known)) {
            return;
        }
        scheduler.offer(new AgentOffer(
                agent,
                known.name(),
                AgentOffer.labels(known.labels(), fleet.sandboxes(agent)),
                known.executors(),
                Quantities.stated(known.labels(), known.cpuMillis(), known.memoryBytes()),
                false,
                fleet.unavailable(agent)
                        .or(() -> pauses.reason(agent, clock.instant()))
                        .orElse("")));
        assign();
    }

    private void assign() {
        if (line == null) {
            return;
        }
        var decisions = scheduler.decide(clock.instant(), Integer.MAX_VALUE);
        locks.granted(decisions.locked());
        decisions.assignments().forEach(this::grant);
        for (var eviction : decisions.evictions()) {
            jobs.find(eviction.job())
                    .ifPresent(job -> end(job, new LeaseEvent.Revoke(eviction.reason()), eviction.reason(), true));
        }
    }

    private void grant(Assignment assignment) {
        var job = jobs.find(assignment.job().id())
                .orElseThrow(() -> new IllegalStateException("A job in the queue is not open: " + assignment.job()));
        var now = clock.instant();
        job.attempt++;
        var key = new LeaseKey(job.request.id(), job.attempt, ids.next());
        var lease = new LiveLease(key, assignment.agent(), new LeaseState.Granted(now.plus(settings.acceptance())));
        hold(job, lease);
        fleet.busy(lease.agent, leases.count(lease.agent));
        var writes = new ArrayList<Write<?>>();
        writes.add(leaseLedger.granted(lease, now));
        writes.add(ledger.leased(key.job(), key.attempt()));
        fleet.spend(lease.agent).ifPresent(writes::add);
        submit(writes);
        line().grant(lease.agent, Terms.grant(key, job.request, settings.acceptance()));
    }

    private void hold(LiveJob job, LiveLease lease) {
        job.lease = lease;
        leases.add(lease);
    }

    // ---- durability

    private void submit(List<Write<?>> unit) {
        if (!unit.isEmpty()) {
            last = commit.submit(unit);
            var _ = last.exceptionally(failure -> {
                LOG.atError().setCause(failure).log("leases-not-stored");
                return null;
            });
        }
    }

    /** Completes when all that was handed over so far is durable. */
    CompletableFuture<Void> durable() {
        return last;
    }

    private void recover() {
        var open = leaseLedger.open();
        for (var stored : ledger.open()) {
            var job = new LiveJob(stored.request(), stored.attempt(), CompletableFuture.completedFuture(null));
            jobs.add(job);
            var lease = open.get(job.request.id());
            if (lease == null) {
                scheduler.add(job.queued(stored.attempt() > 0));
            } else {
                hold(job, lease);
                scheduler.running(job.queued(false), lease.agent);
                granted(job);
            }
        }
        locks.recover();
        fleet.all().forEach(agent -> refresh(agent.id()));
    }
}
