package dev.millrace.controller.execution;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.queue.Entitlement;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.Series;
import dev.millrace.controller.tenant.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Lets accepted runs begin, as many at a time as the controller and its evaluators have memory for: what waits beyond that is a row in the database and a
 * few words here. Safe for use by many threads; whom it tells is told outside of its lock.
 */
final class Admission {
    private static final int MOST_LISTED = 1_000;
    private static final int BEGINS_PER_PROCESSOR = 512;

    private final Settings settings;
    private final AdmissionLine line;
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

    /** @param shares what projects of an organization are entitled to, by name; the empty one is the organization */
    Admission(int places, Settings settings, Function<OrganizationId, Map<String, Entitlement>> shares) {
        this.settings = settings;
        this.line = new AdmissionLine(
                places,
                BEGINS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors(),
                organization -> shares.apply(organization)
                        .getOrDefault("", Entitlement.USUAL)
                        .weight());
    }

    /** Who begins a run that has its place. */
    void connect(Begin to) {
        begin = to;
    }

    /** A run that has not begun waits for a place, and may have it at once. */
    void join(Run run) {
        var series = Series.of(run);
        int priority = run.urgency()
                .priority()
                .orElseGet(() -> settings.of(series.project(), series.branch()).priority());
        List<RunId> admitted;
        synchronized (line) {
            line.join(new AdmissionLine.Waiting(run.id(), run.organization(), priority));
            admitted = admitted();
        }
        admitted.forEach(next -> begin.begin(next, !next.equals(run.id())));
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
        change(() -> line.begun(run));
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

    private List<RunId> admitted() {
        var admitted = new ArrayList<RunId>();
        for (var next = line.admit(); next.isPresent(); next = line.admit()) {
            admitted.add(next.get());
        }
        return admitted;
    }
}
