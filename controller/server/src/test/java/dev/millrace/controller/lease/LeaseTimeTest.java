package dev.millrace.controller.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.store.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Controllers that start one after the other, while somebody sets the clock of their machine. */
class LeaseTimeTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final LeaseSettings SETTINGS = LeaseSettings.USUAL;
    private static TestDatabase db;

    /** Of the machine; goes on while no controller runs. */
    private final AtomicLong nanos = new AtomicLong(Duration.ofDays(3).toNanos());

    private Duration off = Duration.ZERO;
    private String boot = "first";

    @BeforeAll
    static void create() {
        db = TestDatabase.fresh();
    }

    @AfterAll
    static void drop() {
        db.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("truncate lease, lease_time");
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = db.source().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Instant wall() {
        return START.plus(off).plusNanos(nanos.get() - Duration.ofDays(3).toNanos());
    }

    private InstantSource start() {
        return new LeaseTime(db.database(), SETTINGS).begin(this::wall, boot, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static void lease(long job, Instant deadline, boolean accepted, boolean ended) throws SQLException {
        try (var connection = db.source().getConnection();
                var insert = connection.prepareStatement("""
                        insert into lease (job_id, attempt, epoch, agent_id, state, granted_at, deadline_at, accepted, ended_at, owner_epoch)
                        values (?, 1, ?, 1, ?, ?, ?, ?, ?, 1)""")) {
            insert.setLong(1, job);
            insert.setLong(2, job);
            insert.setString(3, ended ? "ended" : accepted ? "accepted" : "granted");
            insert.setObject(4, START.atOffset(ZoneOffset.UTC));
            insert.setObject(5, deadline.atOffset(ZoneOffset.UTC));
            insert.setBytes(6, accepted ? new byte[0] : null);
            insert.setObject(7, ended ? START.atOffset(ZoneOffset.UTC) : null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
            assertEquals(1, insert.executeUpdate());
        }
    }

    private static Duration left(long job, InstantSource clock) {
        return db.database().read(connection -> {
            try (var query = connection.prepareStatement("select deadline_at from lease where job_id = ?")) {
                query.setLong(1, job);
                try (var rows = query.executeQuery()) {
                    rows.next();
                    return Duration.between(
                            clock.instant(),
                            rows.getObject(1, OffsetDateTime.class).toInstant());
                }
            }
        });
    }

    @Test
    void it_goes_on_while_no_controller_runs() throws SQLException {
        var first = start();
        lease(1, first.instant().plusSeconds(100), true, false);
        pass(Duration.ofSeconds(30));
        var second = start();
        assertEquals(Duration.ofSeconds(70), left(1, second));
        assertEquals(first.instant(), second.instant());
    }

    @Test
    void a_lease_has_left_what_it_had_when_the_clock_was_set_meanwhile() throws SQLException {
        for (var jump : List.of(Duration.ofHours(2), Duration.ofHours(-3), Duration.ofSeconds(90))) {
            empty();
            var first = start();
            lease(1, first.instant().plusSeconds(100), true, false);
            lease(2, first.instant().plusSeconds(20), false, false);
            lease(3, first.instant().minusSeconds(20), true, true);
            off = off.plus(jump);
            pass(Duration.ofSeconds(30));
            var second = start();
            assertEquals(Duration.ofSeconds(70), left(1, second));
            assertEquals(Duration.ofSeconds(-10), left(2, second));
            assertEquals(wall(), second.instant());
            assertEquals(Duration.ofSeconds(-50).minus(jump), left(3, second), "what is over stays as it is");
            assertEquals(Duration.ofSeconds(70), left(1, start()), "it moves once");
        }
    }

    @Test
    void a_clock_that_is_set_while_a_controller_runs_does_nothing_to_it() {
        var clock = start();
        var before = clock.instant();
        off = Duration.ofHours(5);
        pass(Duration.ofSeconds(1));
        assertEquals(before.plusSeconds(1), clock.instant());
    }

    @Test
    void after_a_start_of_the_machine_each_lease_has_its_whole_time_once_more() throws SQLException {
        for (var next : List.of("second", "")) {
            boot = "first";
            var first = start();
            empty();
            lease(1, first.instant().minusSeconds(500), true, false);
            lease(2, first.instant().plusSeconds(5_000), false, false);
            boot = next;
            off = off.plusSeconds(300);
            nanos.addAndGet(-Duration.ofDays(2).toNanos());
            var second = start();
            assertEquals(SETTINGS.lease(), left(1, second));
            assertEquals(SETTINGS.acceptance(), left(2, second));
        }
    }
}
