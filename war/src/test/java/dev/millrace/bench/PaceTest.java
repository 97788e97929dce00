package dev.millrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000;
    private final Pace pace = new Pace(100, Duration.ofSeconds(8));

    @Test
    void half_of_the_jobs_of_the_time_in_which_it_grows_are_due_in_it() {
        assertEquals(0, pace.due(0));
        assertEquals(4 * SECOND, pace.due(100));
        assertEquals(8 * SECOND, pace.due(400));
    }

    @Test
    void afterwards_it_stays() {
        assertEquals(9 * SECOND, pace.due(500));
        assertEquals(10 * SECOND, pace.due(600));
    }

    @Test
    void no_jobs_a_second_are_no_pace() {
        assertThrows(IllegalArgumentException.class, () -> new Pace(0, Duration.ZERO));
    }
}
