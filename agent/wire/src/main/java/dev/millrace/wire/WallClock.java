package dev.millrace.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** Where a process gets the time of day: one clock, made once and handed on. Nothing that must not be early or late rests on it. */
public final class WallClock {
    /** For benchmarks alone: names a file with the milliseconds that the machine's clock is to be off by. */
    static final String PROPERTY = "millrace.bench.clock";

    private WallClock() {}

    /** The machine's, in UTC. */
    public static Clock system() {
        var file = System.getProperty(PROPERTY);
        return file == null ? Clock.systemUTC() : new Set(Clock.systemUTC(), Path.of(file), System::nanoTime);
    }

    /** A clock that somebody sets while it runs. */
    static final class Set extends Clock {
        private static final long LOOK_NANOS = 50_000_000;

        private final Clock machine;
        private final Path file;
        private final LongSupplier nanos;
        private volatile Look look;

        private record Look(long at, long millis) {}

        Set(Clock machine, Path file, LongSupplier nanos) {
            this.machine = machine;
            this.file = file;
            this.nanos = nanos;
            this.look = new Look(nanos.getAsLong(), read(0));
        }

        @Override
        public Instant instant() {
            var last = look;
            long now = nanos.getAsLong();
            if (now - last.at() >= LOOK_NANOS) {
                last = new Look(now, read(last.millis()));
                look = last;
            }
            return machine.instant().plusMillis(last.millis());
        }

        private long read(long otherwise) {
            try {
                return Long.parseLong(Files.readString(file).strip());
            } catch (IOException | NumberFormatException e) {
                return otherwise; // it is being written
            }
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
