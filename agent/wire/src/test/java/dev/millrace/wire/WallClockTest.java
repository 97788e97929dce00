package dev.millrace.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WallClockTest {
    @TempDir
    Path directory;

    @Test
    void a_clock_that_is_set_jumps_both_ways() throws Exception {
        var file = Files.writeString(directory.resolve("clock"), "0");
        var nanos = new AtomicLong();
        var clock = new WallClock.Set(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), file, nanos::get);
        assertEquals(Instant.EPOCH, clock.instant());
        for (long millis : new long[] {7_200_000, -7_200_000}) {
            Files.writeString(file, millis + "\n");
            nanos.addAndGet(1_000_000_000);
            assertEquals(Instant.EPOCH.plusMillis(millis), clock.instant());
        }
        Files.writeString(file, "");
        nanos.addAndGet(1_000_000_000);
        assertEquals(Instant.EPOCH.plusMillis(-7_200_000), clock.instant());
    }
}
