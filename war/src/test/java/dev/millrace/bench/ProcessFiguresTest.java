package dev.millrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessFiguresTest {
    @Test
    void time_of_a_process_is_read_past_a_name_with_spaces_and_parentheses() {
        var stat = "4711 (a (b) c) S 1 4711 4711 0 -1 4194560 1000 0 3 0 150 50 7 8 20 0 12 0 99 1 2";

        assertEquals(2.0, ProcessShares.seconds(stat));
    }

    @Test
    void a_process_says_in_its_log_when_it_started() throws IOException {
        var log = "+ date +started=%s%N\nstarted=1700000000123456789\n[Pipeline] }\n";

        assertEquals(Instant.ofEpochSecond(1_700_000_000L, 123_456_789), ProcessStarts.started(log));
    }

    @Test
    void a_log_without_it_is_a_failure() {
        assertThrows(IOException.class, () -> ProcessStarts.started("+ date +started=%s%N\n"));
    }
}
