package dev.millrace.controller.queue;

import java.time.Instant;
import java.util.List;

/**
 * What a job needs beside labels, and what it must wait for.
 *
 * @param resources it takes on its agent
 * @param locks held from its lease to its end
 * @param group in which one runs at a time
 * @param throttles that count it
 * @param notBefore end of its quiet period; the epoch: none
 * @param cache what it fills a cache with, so that agents that had it are preferred; empty: nothing
 */
public record Needs(
        Resources resources,
        LockNeed locks,
        ConcurrencyGroup group,
        List<Throttle> throttles,
        Instant notBefore,
        String cache) {
    /** An executor, nothing else. */
    public static final Needs NONE =
            new Needs(Resources.NONE, LockNeed.NONE, ConcurrencyGroup.NONE, List.of(), Instant.EPOCH, "");

    public Needs {
        throttles = List.copyOf(throttles);
    }

    /** With other resources. */
    public Needs with(Resources other) {
        return new Needs(other, locks, group, throttles, notBefore, cache);
    }

    /** With other locks. */
    public Needs with(LockNeed other) {
        return new Needs(resources, other, group, throttles, notBefore, cache);
    }

    /** In another group. */
    public Needs with(ConcurrencyGroup other) {
        return new Needs(resources, locks, other, throttles, notBefore, cache);
    }

    /** With other throttles. */
    public Needs with(List<Throttle> other) {
        return new Needs(resources, locks, group, other, notBefore, cache);
    }

    /** With another quiet period. */
    public Needs with(Instant end) {
        return new Needs(resources, locks, group, throttles, end, cache);
    }

    /** With another cache. */
    public Needs with(String other) {
        return new Needs(resources, locks, group, throttles, notBefore, other);
    }
}
