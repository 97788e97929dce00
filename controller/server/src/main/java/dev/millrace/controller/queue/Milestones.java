package dev.millrace.controller.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Milestones keep runs of one series in order: once a run has passed one, no older run may pass it any more. Pure; for one thread at a time.
 *
 * @param <S> what names a series, such as a project's branch
 */
public final class Milestones<S> {
    /** Runs of a series that have not ended, by number, with the last milestone that each passed. */
    private final Map<S, NavigableMap<Long, Integer>> series = new HashMap<>();

    /** The newest run that passed each milestone, ended or not: what is below another in both is left out. */
    private final Map<S, NavigableMap<Integer, Long>> passed = new HashMap<>();

    /** No milestone passed yet. */
    private static final int NONE = Integer.MIN_VALUE;

    /** A run began. */
    public void began(S of, long number) {
        series.computeIfAbsent(of, _ -> new TreeMap<>()).putIfAbsent(number, NONE);
    }

    /**
     * A run reaches a milestone.
     *
     * @throws IllegalArgumentException it passed this one or a later one before: ordinals grow within a run
     */
    public Passage pass(S of, long number, int ordinal) {
        began(of, number);
        var runs = series.getOrDefault(of, new TreeMap<>());
        int last = runs.getOrDefault(number, NONE);
        if (ordinal <= last) {
            throw new IllegalArgumentException(
                    "Milestone %d comes after milestone %d of the same run; ordinals must grow"
                            .formatted(ordinal, last));
        }
        var newest = passed.computeIfAbsent(of, _ -> new TreeMap<>());
        var ahead = newest.tailMap(ordinal, true).values().stream()
                .filter(other -> other > number)
                .max(Long::compare);
        if (ahead.isPresent()) {
            return new Passage.Overtaken(ahead.get());
        }
        runs.put(number, ordinal);
        // what is below in both ways can never decide anything again
        newest.headMap(ordinal, true).values().removeIf(other -> other <= number);
        newest.put(ordinal, number);
        var cancelled = new ArrayList<Long>();
        runs.headMap(number, false).forEach((other, its) -> {
            if (its < ordinal) {
                cancelled.add(other);
            }
        });
        return new Passage.Passed(List.copyOf(cancelled));
    }

    /** A run ended; what it passed stays passed. */
    public void ended(S of, long number) {
        var runs = series.get(of);
        if (runs == null) {
            return;
        }
        runs.remove(number);
        if (runs.isEmpty()) {
            series.remove(of);
        }
    }

    /** A series is gone, and with it what its runs passed. */
    public void forget(S of) {
        series.remove(of);
        passed.remove(of);
    }

    /** What comes of reaching a milestone. */
    public sealed interface Passage {
        /** It goes on; the older runs that have not passed it are to be cancelled. */
        record Passed(List<Long> cancelled) implements Passage {}

        /** A newer run passed it before: this one is to be cancelled. */
        record Overtaken(long by) implements Passage {}
    }
}
