package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.Series;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Which runs of a branch have passed which milestones. A run passes one only if no newer run has; when it does, older runs that have passed an
 * earlier milestone and not this one are superseded. What was passed is kept in rows, from which the line of a branch is
 * known again after a restart. Safe for use by many threads.
 */
final class Milestones {
    private static final int REMEMBERED = 1_000;
    private final Map<Series, Line> lines = new HashMap<>();
    private final MilestoneRows rows;
    private @Nullable Executions executions;

    Milestones(MilestoneRows rows) {
        this.rows = rows;
    }

    private static final class Line {
        /** The newest run that passed a milestone, by its number. */
        private final TreeMap<Integer, Long> newest = new TreeMap<>();

        private final Map<Long, Place> places = new Places();
    }

    private record Place(RunId run, int last) {}

    /** Forgets the oldest: nobody waits for that many runs. */
    private static final class Places extends LinkedHashMap<Long, Place> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Place> eldest) {
            return size() > REMEMBERED;
        }
    }

    /**
     * What came of an attempt to pass.
     *
     * @param by the newer run that passed before; empty: this one passes
     * @param superseded older runs that must not go on
     */
    record Passed(OptionalLong by, List<RunId> superseded) {}

    private Line known(Series series) {
        var line = new Line();
        for (var passed : rows.newest(series, REMEMBERED).reversed()) {
            line.newest.merge(passed.ordinal(), passed.number(), Math::max);
            if (passed.going()) {
                line.places.put(passed.number(), new Place(passed.run(), passed.ordinal()));
            }
        }
        return line;
    }

    /** Durable when this completes; a run that was refused has nothing to keep. */
    CompletableFuture<Void> keep(Run run, int milestone) {
        return rows.keep(run, milestone);
    }

    synchronized Passed pass(Run run, int milestone) {
        var line = lines.computeIfAbsent(Series.of(run), this::known);
        var newer = line.newest.tailMap(milestone).values().stream()
                .mapToLong(Long::longValue)
                .filter(number -> number > run.number())
                .max();
        if (newer.isPresent()) {
            line.places.remove(run.number());
            return new Passed(newer, List.of());
        }
        line.newest.merge(milestone, run.number(), Math::max);
        line.places.put(run.number(), new Place(run.id(), milestone));
        var late = line.places.entrySet().stream()
                .filter(place ->
                        place.getKey() < run.number() && place.getValue().last() < milestone)
                .toList();
        late.forEach(place -> line.places.remove(place.getKey()));
        return new Passed(
                OptionalLong.empty(),
                late.stream().map(place -> place.getValue().run()).toList());
    }

    /** Whom to tell that a run is superseded. */
    synchronized void connect(Executions to) {
        executions = to;
    }

    /** Ends runs that a newer one has overtaken. */
    void supersede(List<RunId> runs, long by) {
        Executions told;
        synchronized (this) {
            told = executions;
        }
        if (told != null) {
            runs.forEach(run -> told.supersede(run, "Superseded by #" + by));
        }
    }
}
