package dev.millrace.controller.queue;

import dev.millrace.controller.queue.LockNeed.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;

/** A request that waits or holds. */
final class LockAsk {
    /**
     * Those who want the newest first come first; then age, in which a priority is a head start. So nobody who waits in order of age is overtaken
     * for ever by those of higher priority, and the order never changes while they wait. It is the same for every lock: who is first of all is
     * first everywhere, and two cannot wait for each other.
     */
    static final Comparator<LockAsk> ORDER = (one, other) -> {
        boolean inverse = one.request.need().inverse();
        if (inverse != other.request.need().inverse()) {
            return inverse ? -1 : 1;
        }
        int byAge = one.since.compareTo(other.since);
        int order = byAge != 0 ? byAge : Long.compare(one.number, other.number);
        return inverse ? -order : order;
    };

    final LockRequest request;
    /** Of arrival; breaks ties. */
    private final long number;

    private final Instant since;
    /** What it holds; empty: it waits. */
    Set<Lockable> held = Set.of();

    LockAsk(LockRequest request, long number, Duration headStart) {
        this.request = request;
        this.number = number;
        // Inverted, the later comes first: a head start is then a later time.
        var start = headStart.multipliedBy(request.need().inverse() ? -request.priority() : request.priority());
        this.since = request.asked().minus(start);
    }

    boolean holds() {
        return !held.isEmpty();
    }

    Iterable<Target> targets() {
        return request.need().targets();
    }
}
