package dev.millrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JobTimesTest {
    private final JobTimes times = new JobTimes(2);

    @Test
    void no_more_are_admitted_than_may_be_under_way() throws InterruptedException {
        assertTrue(times.admit(0));
        assertTrue(times.admit(0));
        assertFalse(times.admit(0));
        assertEquals(2, times.underWay());

        times.released("shop #1");

        assertEquals(1, times.underWay());
        assertTrue(times.admit(0));
    }

    @Test
    void a_wait_is_counted_in_the_time_in_which_its_job_was_triggered() {
        long sent = System.nanoTime();
        times.started("shop #1");
        times.triggered("shop #1", sent, sent);
        times.triggered("shop #2", sent, sent);

        assertEquals(1, times.waits(sent, sent + 1).size(), "the second one has not started");
        assertEquals(0, times.waits(sent + 1, sent + 2).size());
        assertEquals(2, times.accepted());
    }
}
