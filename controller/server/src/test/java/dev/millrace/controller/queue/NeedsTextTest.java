package dev.millrace.controller.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.controller.queue.LockNeed.Labelled;
import dev.millrace.controller.queue.LockNeed.Named;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeedsTextTest {
    private static final Needs ALL = new Needs(
            new Resources(1_500, 4L << 30, Map.of("gpu", 2L)),
            new LockNeed(List.of(new Named("db"), new Labelled("printer", 2)), true, true),
            new ConcurrencyGroup("deploy", true),
            List.of(new Throttle("", 3, 1), new Throttle("heavy", 0, 2)),
            Instant.parse("2030-01-02T03:04:05.678Z"),
            "npm");

    @Test
    void what_was_written_is_read_again() throws SQLException {
        assertEquals(ALL, NeedsText.read(NeedsText.write(ALL)));
        var some = Needs.NONE.with(new Resources(1, 0, Map.of()));
        assertEquals("{\"cpuMillis\":1}", NeedsText.write(some));
        assertEquals(some, NeedsText.read(NeedsText.write(some)));
    }

    @Test
    void no_needs_are_not_written_and_rows_without_any_are_read() throws SQLException {
        assertNull(NeedsText.write(Needs.NONE));
        assertEquals(Needs.NONE, NeedsText.read(null));
        assertEquals(Needs.NONE, NeedsText.read("{}"));
    }

    @Test
    void what_was_not_written_by_millrace_is_a_fault() {
        assertThrows(SQLException.class, () -> NeedsText.read("{"));
        assertThrows(SQLException.class, () -> NeedsText.read("{\"cpuMillis\":-1}"));
    }
}
