package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.Series;
import dev.millrace.controller.tenant.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLineTest {
    private static final Instant START = Instant.parse("2026-11-27T14:02:20Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RateLine line = new RateLine(Instant.EPOCH);

    private static void nobody() {}

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    private static RunId run(long id) {
        return new RunId(id);
    }

    @Test
    void the_first_begins_at_once_and_each_next_one_an_interval_later_in_the_order_of_acceptance() {
        assertFalse(line.join(run(1), MINUTE, at(0), RateLineTest::nobody).isAfter(at(0)));
        line.begun(run(1), at(0));
        assertEquals(at(60), line.join(run(2), MINUTE, at(5), RateLineTest::nobody));
        assertEquals(at(120), line.join(run(3), MINUTE, at(6), RateLineTest::nobody));
        assertEquals(
                at(60), line.join(run(2), MINUTE, at(60), RateLineTest::nobody), "it asks again and keeps its place");
        line.begun(run(2), at(61));
        assertEquals(
                at(121),
                line.join(run(3), MINUTE, at(120), RateLineTest::nobody),
                "counted from when the one before began");
    }

    @Test
    void nobody_overtakes_the_first_that_has_not_begun_though_it_may() {
        line.join(run(1), MINUTE, at(0), RateLineTest::nobody);
        assertTrue(line.join(run(2), MINUTE, at(500), RateLineTest::nobody).isAfter(at(500)));
    }

    @Test
    void those_behind_one_that_leaves_are_told_and_come_earlier() {
        line.begun(run(1), at(0));
        var told = new ArrayList<Integer>();
        line.join(run(2), MINUTE, at(1), () -> told.add(2));
        line.join(run(3), MINUTE, at(1), () -> told.add(3));
        line.join(run(4), MINUTE, at(1), () -> told.add(4));
        line.leave(run(3)).forEach(Runnable::run);
        assertEquals(List.of(4), told);
        assertEquals(at(120), line.join(run(4), MINUTE, at(2), RateLineTest::nobody));
        assertEquals(List.of(), line.leave(run(9)), "it was not in line");
    }

    @Test
    void who_need_not_wait_pushes_the_others_back() {
        line.begun(run(1), at(0));
        assertEquals(at(60), line.join(run(2), MINUTE, at(1), RateLineTest::nobody));
        line.begun(run(7), at(30));
        assertEquals(at(90), line.join(run(2), MINUTE, at(60), RateLineTest::nobody));
    }

    @Test
    void the_wait_is_told_with_the_rate_and_the_time_of_the_next_beginning() {
        assertEquals(
                "Its project starts at most 1 run a minute: next at 14:03:20 UTC",
                TurnText.rate(new Series(new ProjectId(1), ""), new Rate(1, "minute", false), at(60), at(5)));
        assertEquals(
                "Branch 'main' of its project starts at most 3 runs an hour: next at 2026-11-28 00:00:01 UTC",
                TurnText.rate(
                        new Series(new ProjectId(1), "main"),
                        new Rate(3, "hour", false),
                        Instant.parse("2026-11-28T00:00:00.5Z"),
                        at(5)));
    }

    @Test
    void a_quiet_period_is_told_with_its_end() {
        assertEquals("Its quiet period ends at 14:02:50 UTC", TurnText.quiet(at(30), at(5)));
    }
}
