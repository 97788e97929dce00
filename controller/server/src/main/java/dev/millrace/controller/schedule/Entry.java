package dev.millrace.controller.schedule;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.queue.Groups;
import dev.millrace.controller.queue.QueuedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What a job must wait for before it stands in line, whatever agents there are: its quiet period, then those before it in its group. */
final class Entry {
    private final Consumer<Waiting> line;
    private final Consumer<Waiting> unline;
    private final Map<JobId, Waiting> waiting;
    private final Map<JobId, Running> running;
    private final TreeSet<Waiting> quiet = new TreeSet<>(
            Comparator.<Waiting, Instant>comparing(job -> job.job.needs().notBefore())
                    .thenComparingLong(job -> job.job.id().value()));
    private final Groups<Key, JobId> groups = new Groups<>();
    private final Set<JobId> evicted = new HashSet<>();
    private final List<Eviction> evictions = new ArrayList<>();

    Entry(Consumer<Waiting> line, Consumer<Waiting> unline, Map<JobId, Waiting> waiting, Map<JobId, Running> running) {
        this.line = line;
        this.unline = unline;
        this.waiting = waiting;
        this.running = running;
    }

    private record Key(OrganizationId organization, String name) {
        static Key of(QueuedJob job) {
            return new Key(job.owner().organization(), job.needs().group().name());
        }
    }

    /** A job comes. */
    void arrive(Waiting job) {
        if (!evicted.isEmpty() && evicted.contains(job.job.id())) {
            // It ran when it was asked to end, and came back instead.
            job.stage = Waiting.Stage.EVICTED;
        } else if (job.job.needs().notBefore().isAfter(Instant.EPOCH)) {
            quiet.add(job);
        } else {
            join(job);
        }
    }

    /** Quiet periods end. */
    void wake(Instant now) {
        while (!quiet.isEmpty() && !quiet.first().job.needs().notBefore().isAfter(now)) {
            join(quiet.removeFirst());
        }
    }

    Optional<Instant> wakeAt() {
        return quiet.isEmpty()
                ? Optional.empty()
                : Optional.of(quiet.first().job.needs().notBefore());
    }

    private void join(Waiting job) {
        if (job.job.needs().group().name().isEmpty() || enter(job.job)) {
            job.stage = Waiting.Stage.LINE;
            line.accept(job);
        } else {
            job.stage = Waiting.Stage.GROUP;
        }
    }

    private boolean enter(QueuedJob job) {
        var group = job.needs().group();
        var entered = groups.enter(Key.of(job), job.id(), group.cancelInProgress());
        for (var earlier : entered.superseded()) {
            evict(
                    earlier,
                    "superseded by %s in group '%s'".formatted(job.owner().title(), group.name()));
        }
        return entered.turn();
    }

    /** A job that runs already. */
    void begun(QueuedJob job) {
        if (!job.needs().group().name().isEmpty()) {
            groups.enter(Key.of(job), job.id(), false);
        }
    }

    /** A job is to end: said once, whether it waits or runs. */
    void evict(JobId id, String reason) {
        if (!evicted.add(id)) {
            return;
        }
        evictions.add(new Eviction(id, reason));
        var job = waiting.get(id);
        if (job != null) {
            quiet.remove(job);
            unline.accept(job);
            job.stage = Waiting.Stage.EVICTED;
        }
    }

    List<Eviction> evictions() {
        var all = List.copyOf(evictions);
        evictions.clear();
        return all;
    }

    /** A job waits no more. */
    void left(Waiting job) {
        quiet.remove(job);
        over(job.job.id());
    }

    /** A job is over: the next of its group has the turn. */
    void over(JobId id) {
        evicted.remove(id);
        groups.leave(id).map(waiting::get).ifPresent(next -> {
            if (next.stage == Waiting.Stage.GROUP) {
                next.stage = Waiting.Stage.LINE;
                line.accept(next);
            }
        });
    }

    /** Who is before a job in its group. */
    Optional<Explanation.InGroup> group(JobId job) {
        return groups.holder(job).map(holder -> new Explanation.InGroup(title(holder), groups.ahead(job)));
    }

    private String title(JobId id) {
        var run = running.get(id);
        var wait = waiting.get(id);
        if (run != null) {
            return run.job().owner().title();
        }
        return wait == null ? "another" : wait.job.owner().title();
    }
}
