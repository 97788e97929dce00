package dev.millrace.controller.lease;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.fleet.FleetRegister;
import dev.millrace.controller.queue.SchedulingRules;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.GroupCommit;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs and leases, ready for use: open ones were read from the database, deadlines are being watched. */
public final class LeaseModule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseModule.class);

    private final JobDesk jobs;
    private final LeaseDesk leases;
    private final LockDesk locks;
    private final ExecutorService thread;
    private final ScheduledExecutorService timers;

    private LeaseModule(
            JobDesk jobs, LeaseDesk leases, LockDesk locks, ExecutorService thread, ScheduledExecutorService timers) {
        this.jobs = jobs;
        this.leases = leases;
        this.locks = locks;
        this.thread = thread;
        this.timers = timers;
    }

    /**
     * Reads what is open and begins.
     *
     * @param wall read once: time is counted by a clock that nobody sets, on from where a controller before this one counted it
     */
    public static LeaseModule create(
            Database database,
            GroupCommit commit,
            Ids ids,
            FleetRegister fleet,
            SchedulingRules rules,
            InstantSource wall,
            LeaseSettings settings) {
        var clock = new LeaseTime(database, settings).begin(wall, LeaseTime.boot(), System::nanoTime);
        var ledgers = Engine.Ledgers.on(database, rules);
        var engine = new Engine(ledgers, commit, ids, fleet, clock, settings);
        var serial = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("leases").factory());
        Executor thread = task -> serial.execute(() -> guarded(task));
        var timers = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("lease-timers").factory());
        var leases = new LeaseDesk(engine, thread, timers, clock, settings);
        fleet.follow(leases);
        rules.follow(organization -> thread.execute(() -> {
            engine.locks().ruled(organization);
            engine.changed();
        }));
        long millis = Math.clamp(settings.lease().dividedBy(50).toMillis(), 10, 1_000);
        var _ = timers.scheduleWithFixedDelay(
                () -> thread.execute(engine::expire), millis, millis, TimeUnit.MILLISECONDS);
        return new LeaseModule(
                new JobDesk(engine, thread, ledgers.jobs()),
                leases,
                new LockDesk(engine, thread, rules),
                serial,
                timers);
    }

    /** One event that fails must not stop the others. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("lease-event-failed");
        }
    }

    /** For runs. */
    public Jobs jobs() {
        return jobs;
    }

    /** For steps that lock. */
    public RunLocks locks() {
        return locks;
    }

    /** For agents. */
    public Leases leases() {
        return leases;
    }

    /** Stops; what was handed over before is done. Leases stay as they are in the database. */
    @Override
    public void close() {
        timers.shutdownNow();
        thread.close();
    }
}
