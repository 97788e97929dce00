package dev.millrace.controller.execution;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.queue.Entitlement;
import dev.millrace.controller.run.Runs;
import dev.millrace.controller.tenant.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Lets accepted runs begin, as many at a time as the controller and its evaluators have memory for: what waits beyond that is a row in the database and a
 * few words here. Safe for use by many threads; whom it tells is told outside of its lock.
 */
final class Admission {
    private static final int MOST_LISTED = 1_000;
    private static final long LOOK_MILLIS = 50;

    private final Settings settings;
    private final BeginLimit begins;
    private final IntSupplier accepting;
    private final AdmissionLine line;
    private final Executor later;
    private boolean looking;
    private volatile Begin begin = (_, _) -> {};

    /** Begins runs. */
    interface Begin {
        /**
         * The run has its place.
         *
         * @param late it had to wait for it
         */
        void begin(RunId run, boolean late);
    }

    /**
     * Nobody waits.
     *
     * @param accepting how many triggers are being made durable at the moment: these go before
     * @param shares what projects of an organization are entitled to, by name; the empty one is the organization
     */
    Admission(
            int places,
            Settings settings,
            IntSupplier accepting,
            Executor executor,
            Function<OrganizationId, Map<String, Entitlement>> shares) {
        this.settings = settings;
        this.accepting = accepting;
        this.later = CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS, executor);
        this.begins = BeginLimit.of(Runtime.getRuntime().availableProcessors());
        this.line = new AdmissionLine(
                places,
                organization -> shares.apply(organization)
                        .getOrDefault("", Entitlement.USUAL)
                        .weight());
    }

    /** Who begins a run that has its place. */
    void connect(Begin to) {
        begin = to;
    }

    /** A run that has not begun waits for a place, and may have it at once. */
    void join(Runs.Brief run) {
        var series = run.series();
        int priority = run.priority()
                .orElseGet(() -> settings.of(series.project(), series.branch()).priority());
        List<RunId> admitted;
        synchronized (line) {
            line.join(new AdmissionLine.Waiting(run.run(), run.organization(), priority));
            admitted = admitted();
        }
        admitted.forEach(next -> begin.begin(next, !next.equals(run.run())));
    }

    /** The first runs that wait for a place; not more of an organization than anybody reads. */
    List<RunId> waiting() {
        synchronized (line) {
            return line.waiting(MOST_LISTED);
        }
    }

    /** A run that waits is not to begin; false where it does not wait. */
    boolean withdraw(RunId run) {
        synchronized (line) {
            return line.withdraw(run);
        }
    }

    /** The program of a run is in memory from now on. */
    void hold(RunId run, OrganizationId organization) {
        synchronized (line) {
            line.hold(run, organization);
        }
    }

    /** The program of a run has done something. */
    void begun(RunId run) {
        change(() -> {
            line.begun(run);
            begins.begun();
        });
    }

    /** The program of a run is not in memory any more, or not yet. */
    void leave(RunId run) {
        change(() -> line.leave(run));
    }

    private void change(Runnable how) {
        List<RunId> admitted;
        synchronized (line) {
            how.run();
            admitted = admitted();
        }
        admitted.forEach(next -> begin.begin(next, true));
    }

    /** Where begins are held up, the next look decides: between two triggers of a burst there may be none for a moment. */
    private List<RunId> admitted() {
        if (looking) {
            return List.of();
        }
        if (!begins.heldUp(accepting.getAsInt())) {
            return admitted(begins.now());
        }
        lookLater();
        return List.of();
    }

    private List<RunId> admitted(int limit) {
        var admitted = new ArrayList<RunId>();
        for (var next = line.admit(limit); next.isPresent(); next = line.admit(limit)) {
            admitted.add(next.get());
        }
        return admitted;
    }

    private void lookLater() {
        if (!looking && line.waiting() > 0) {
            looking = true;
            later.execute(this::look);
        }
    }

    /** Nobody starves, and what held the line up may have ended without a word. */
    private void look() {
        List<RunId> admitted;
        synchronized (line) {
            looking = false;
            if (begins.heldUp(accepting.getAsInt())) {
                admitted = admitted(begins.least());
                lookLater();
            } else {
                admitted = admitted(begins.now());
            }
        }
        admitted.forEach(next -> begin.begin(next, true));
    }
}
