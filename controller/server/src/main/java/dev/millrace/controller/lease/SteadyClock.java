package dev.millrace.controller.lease;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time of day at the start, counted on by a clock that nobody sets. Deadlines of leases are kept by agents on such clocks; were the controller's
 * to jump ahead, it would take leases for lost whose processes live.
 */
final class SteadyClock implements InstantSource {
    private final Instant start;
    private final long startNanos;
    private final LongSupplier nanos;

    SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
        this.start = wall.instant();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.getAsLong() - startNanos);
    }
}
