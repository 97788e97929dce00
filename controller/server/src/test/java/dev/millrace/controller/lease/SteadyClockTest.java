package dev.millrace.controller.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    @Test
    void it_goes_on_evenly_when_the_machines_clock_is_set() {
        var wall = new AtomicReference<>(Instant.EPOCH);
        var nanos = new AtomicLong(7);
        var clock = new SteadyClock(wall::get, nanos::get);
        wall.set(Instant.EPOCH.plusSeconds(86_400));
        nanos.addAndGet(1_500_000_000);
        assertEquals(Instant.EPOCH.plusMillis(1_500), clock.instant());
    }
}
