package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.QueuedJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How many jobs of each kind run, and which lanes wait for one of them to end. */
final class Limits {
    private final Map<Demand.Kind, Count> counts = new HashMap<>();

    /** Jobs of a kind. */
    static final class Count {
        final Demand.Kind kind;
        int running;
        final Set<Lane> held = new LinkedHashSet<>();
        private int users;

        Count(Demand.Kind kind) {
            this.kind = kind;
        }
    }

    /** A lane's limit; 0: none. */
    record Limit(Count count, int most) {}

    /** A job's limits. They are to be given back with {@link #close}. */
    List<Limit> open(QueuedJob job) {
        if (job.needs().throttles().isEmpty()) {
            return List.of();
        }
        var limits = new ArrayList<Limit>();
        for (var throttle : job.needs().throttles()) {
            var count = counts.computeIfAbsent(Demand.Kind.of(job, throttle), Count::new);
            count.users++;
            limits.add(new Limit(count, throttle.most()));
        }
        return limits;
    }

    void close(List<Limit> limits) {
        for (var limit : limits) {
            if (--limit.count().users == 0) {
                counts.remove(limit.count().kind);
            }
        }
    }

    /** The limit that has no room. */
    static Optional<Limit> full(List<Limit> limits) {
        for (var limit : limits) {
            if (limit.most() > 0 && limit.count().running >= limit.most()) {
                return Optional.of(limit);
            }
        }
        return Optional.empty();
    }

    void started(List<Limit> limits) {
        for (var limit : limits) {
            limit.count().users++;
            limit.count().running++;
        }
    }

    /** The lanes that waited for that. */
    List<Lane> finished(List<Limit> limits) {
        if (limits.isEmpty()) {
            return List.of();
        }
        var woken = new ArrayList<Lane>();
        for (var limit : limits) {
            limit.count().running--;
            woken.addAll(limit.count().held);
            limit.count().held.clear();
        }
        close(limits);
        return woken;
    }
}
