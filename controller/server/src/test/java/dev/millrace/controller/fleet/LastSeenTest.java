package dev.millrace.controller.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.base.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastSeenTest {
    private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");
    private static final AgentId ONE = new AgentId(1);
    private static final AgentId TWO = new AgentId(2);

    private final LastSeen seen = new LastSeen(Duration.ofMinutes(5), START);

    @Test
    void each_heartbeat_is_known_and_all_are_saved_together_once_in_a_while() {
        seen.seen(ONE, START);
        seen.seen(TWO, START.plusSeconds(1));
        seen.seen(ONE, START.plusSeconds(2));
        assertEquals(Optional.of(START.plusSeconds(2)), seen.of(ONE));
        assertEquals(Map.of(), seen.due(START.plusSeconds(299)));
        assertEquals(Map.of(ONE, START.plusSeconds(2), TWO, START.plusSeconds(1)), seen.due(START.plusSeconds(300)));
        assertEquals(Map.of(), seen.due(START.plusSeconds(300)));
    }

    @Test
    void what_is_stored_or_saved_is_not_saved_again() {
        seen.stored(ONE, START);
        seen.seen(TWO, START);
        assertEquals(Map.of(TWO, START), seen.all(START));
        seen.seen(ONE, START.plusSeconds(1));
        assertEquals(Map.of(ONE, START.plusSeconds(1)), seen.due(START.plusSeconds(300)));
        assertEquals(Optional.of(START), seen.of(TWO));
    }

    @Test
    void one_that_is_no_agent_any_more_is_not_known() {
        seen.seen(ONE, START);
        seen.forget(ONE);
        assertEquals(Optional.empty(), seen.of(ONE));
        assertEquals(Map.of(), seen.all(START));
    }
}
