package dev.millrace.controller.lease;

import dev.millrace.controller.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of leases goes on evenly while no controller runs too: which time of day its zero was at is kept, and where the clock was set meanwhile the deadlines
 * of open leases move with it, so that what is left of each is what it was. Where that cannot be known, as after a start of the machine, each has its whole
 * time once more: later than necessary, never too early.
 */
final class LeaseTime {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseTime.class);
    /** Less is no jump. */
    private static final Duration SAME = Duration.ofSeconds(1);

    private final Database database;
    private final LeaseSettings settings;

    LeaseTime(Database database, LeaseSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Begins to count; open leases in the database are moved as needed before this returns.
     *
     * @param boot of the machine; empty where nobody can tell one from the other
     * @param nanos since some moment that is the same for all processes of one boot
     */
    InstantSource begin(InstantSource wall, String boot, LongSupplier nanos) {
        var zero = wall.instant().minusNanos(nanos.getAsLong());
        var agreed = database.write(connection -> {
            var before = boot.isEmpty() ? Optional.<Instant>empty() : kept(connection, boot);
            var shift = before.map(was -> Duration.between(was, zero));
            if (shift.filter(by -> by.abs().compareTo(SAME) <= 0).isPresent()) {
                return before.orElse(zero);
            }
            keep(connection, boot, zero);
            int moved = shift.isPresent() ? move(connection, shift.get()) : renew(connection, wall.instant());
            LOG.atInfo()
                    .addKeyValue("setBy", shift.map(Duration::toString).orElse("unknown"))
                    .addKeyValue("leases", moved)
                    .log("time-of-leases-begins-anew");
            return zero;
        });
        return new SteadyClock(() -> agreed.plusNanos(nanos.getAsLong()), nanos);
    }

    /** What the kernel says of this boot, and of its clock as processes here see it. */
    static String boot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/time"));
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static Optional<Instant> kept(Connection connection, String boot) throws SQLException {
        try (var query = connection.prepareStatement("select zero_at from lease_time where boot = ?")) {
            query.setString(1, boot);
            try (var rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(rows.getObject(1, OffsetDateTime.class).toInstant())
                        : Optional.empty();
            }
        }
    }

    private static void keep(Connection connection, String boot, Instant zero) throws SQLException {
        try (var update = connection.prepareStatement("""
                insert into lease_time (boot, zero_at) values (?, ?)
                on conflict (only_row) do update set boot = excluded.boot, zero_at = excluded.zero_at""")) {
            update.setString(1, boot);
            update.setObject(2, zero.atOffset(ZoneOffset.UTC));
            var _ = update.executeUpdate();
        }
    }

    private static int move(Connection connection, Duration by) throws SQLException {
        try (var update = connection.prepareStatement(
                "update lease set deadline_at = deadline_at + ? * interval '1 microsecond' where ended_at is null")) {
            update.setLong(1, by.toNanos() / 1_000);
            return update.executeUpdate();
        }
    }

    private int renew(Connection connection, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(
                "update lease set deadline_at = case when accepted is null then ? else ? end where ended_at is null")) {
            update.setObject(1, now.plus(settings.acceptance()).atOffset(ZoneOffset.UTC));
            update.setObject(2, now.plus(settings.lease()).atOffset(ZoneOffset.UTC));
            return update.executeUpdate();
        }
    }
}
