package dev.millrace.controller.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AgentKeyTest {
    private static final Instant JOINED = Instant.parse("2026-01-01T00:00:00Z");

    private final AgentKey key = AgentKey.joined(digest("first"), JOINED);

    private static Digest digest(String of) {
        return Digest.sha256(of.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_key_is_due_after_ninety_days_or_when_somebody_asks() {
        assertFalse(key.isDue(JOINED.plus(Duration.ofDays(90))));
        assertTrue(key.isDue(JOINED.plus(Duration.ofDays(90)).plusSeconds(1)));
        assertTrue(key.ask().isDue(JOINED));
    }

    @Test
    void the_first_use_of_the_next_key_makes_it_the_only_one() {
        var later = JOINED.plusSeconds(5);
        var two = key.ask().made(digest("second"));
        assertEquals(two, two.shown(digest("first"), later));
        assertEquals(AgentKey.joined(digest("second"), later), two.shown(digest("second"), later));
    }

    @Test
    void what_was_made_and_never_used_is_void_when_another_is_made() {
        var three = key.made(digest("second")).made(digest("third"));
        assertEquals(three, three.shown(digest("second"), JOINED));
    }
}
