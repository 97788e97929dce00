package dev.millrace.controller.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.queue.Milestones.Passage.Overtaken;
import dev.millrace.controller.queue.Milestones.Passage.Passed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MilestonesTest {
    private final Milestones<String> milestones = new Milestones<>();

    @Test
    void a_run_that_passes_cancels_the_older_ones_that_have_not() {
        milestones.began("main", 1);
        milestones.began("main", 2);
        milestones.began("main", 4);
        assertEquals(new Passed(List.of()), milestones.pass("main", 1, 1));
        assertEquals(new Passed(List.of(2L)), milestones.pass("main", 3, 1));
        assertEquals(new Passed(List.of(1L, 2L)), milestones.pass("main", 3, 2));
    }

    @Test
    void a_run_that_was_overtaken_may_not_pass_also_when_the_newer_one_has_ended() {
        milestones.pass("main", 5, 2);
        milestones.ended("main", 5);
        assertEquals(new Overtaken(5), milestones.pass("main", 4, 1));
        milestones.ended("main", 4);
        assertEquals(new Passed(List.of()), milestones.pass("main", 6, 1));
        assertEquals(new Passed(List.of()), milestones.pass("other", 4, 1));
        milestones.ended("main", 6);
        milestones.forget("main");
        assertEquals(new Passed(List.of()), milestones.pass("main", 1, 1));
    }

    @Test
    void the_milestones_of_a_run_grow() {
        milestones.pass("main", 1, 3);
        assertThrows(IllegalArgumentException.class, () -> milestones.pass("main", 1, 3));
        assertThrows(IllegalArgumentException.class, () -> milestones.pass("main", 1, 2));
    }

    @Test
    void no_run_ever_passes_a_milestone_after_a_newer_one() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var series = new Milestones<String>();
            var last = new HashMap<Long, Integer>();
            var gone = new HashSet<Long>();
            var passed = new ArrayList<long[]>();
            for (int step = 0; step < 60; step++) {
                long run = random.nextInt(1, 15);
                int ordinal = last.getOrDefault(run, 0) + random.nextInt(1, 3);
                if (gone.contains(run)) {
                    continue;
                }
                if (random.nextInt(6) == 0) {
                    series.ended("s", run);
                    gone.add(run);
                    continue;
                }
                last.put(run, ordinal);
                boolean overtaken = passed.stream().anyMatch(pass -> pass[0] > run && pass[1] >= ordinal);
                switch (series.pass("s", run, ordinal)) {
                    case Passed(var cancelled) -> {
                        assertTrue(!overtaken, "seed " + seed);
                        cancelled.forEach(other -> {
                            assertTrue(other < run && last.getOrDefault(other, 0) < ordinal);
                            series.ended("s", other);
                        });
                        gone.addAll(cancelled);
                        passed.add(new long[] {run, ordinal});
                    }
                    case Overtaken _ -> {
                        assertTrue(overtaken, "seed " + seed);
                        series.ended("s", run);
                        gone.add(run);
                    }
                }
            }
        }
    }
}
