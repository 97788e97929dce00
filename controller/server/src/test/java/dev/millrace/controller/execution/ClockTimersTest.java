package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Timers that began under an earlier controller, whose machine's clock may have been set since. */
class ClockTimersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final ClockTimers timers = new ClockTimers(() -> NOW);

    @AfterEach
    void close() {
        timers.close();
    }

    private boolean wakes(Instant begun, Duration span, Duration within) throws InterruptedException {
        var woken = new CountDownLatch(1);
        var timer = timers.after(begun, span, woken::countDown);
        boolean wakes = woken.await(within.toMillis(), TimeUnit.MILLISECONDS);
        timer.cancel();
        return wakes;
    }

    @Test
    void what_is_left_of_a_span_is_waited_for() throws InterruptedException {
        assertTrue(wakes(NOW.minusSeconds(60), Duration.ofMillis(60_020), Duration.ofSeconds(20)));
        assertFalse(wakes(NOW.minusSeconds(60), Duration.ofMinutes(2), Duration.ofMillis(50)));
    }

    @Test
    void where_the_clock_was_set_ahead_it_is_over() throws InterruptedException {
        assertTrue(wakes(NOW.minus(Duration.ofHours(5)), Duration.ofMinutes(10), Duration.ofSeconds(20)));
    }

    @Test
    void where_the_clock_was_set_back_it_takes_no_longer_than_the_span() throws InterruptedException {
        assertTrue(wakes(NOW.plus(Duration.ofHours(5)), Duration.ofMillis(20), Duration.ofSeconds(20)));
    }

    @Test
    void what_comes_after_its_end_is_taken_and_left_undone() throws InterruptedException {
        timers.close();
        assertFalse(wakes(NOW, Duration.ZERO, Duration.ofMillis(50)));
    }
}
