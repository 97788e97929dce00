package dev.millrace.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private static final long MILLI = 1_000_000;

    @Test
    void an_answer_counts_from_when_its_heartbeat_was_sent() {
        var heartbeats = new Heartbeats(10, 0);
        assertEquals(10 * MILLI, heartbeats.dueIn(0));
        long first = heartbeats.send(10 * MILLI);
        long second = heartbeats.send(20 * MILLI);
        assertEquals(OptionalLong.of(20 * MILLI), heartbeats.answered(second));
        assertEquals(OptionalLong.empty(), heartbeats.answered(first));
        assertEquals(OptionalLong.empty(), heartbeats.answered(99));
    }

    @Test
    void what_is_new_is_renewed_soon_and_many_of_it_at_once() {
        var heartbeats = new Heartbeats(10, 0);
        heartbeats.hasten(0);
        assertEquals(2 * MILLI, heartbeats.dueIn(0));
        heartbeats.hasten(1 * MILLI);
        assertEquals(1 * MILLI, heartbeats.dueIn(1 * MILLI));
        heartbeats.send(2 * MILLI);
        assertEquals(10 * MILLI, heartbeats.dueIn(2 * MILLI));
    }

    @Test
    void three_intervals_without_an_answer_are_silence() {
        var heartbeats = new Heartbeats(10, 0);
        long first = heartbeats.send(10 * MILLI);
        assertFalse(heartbeats.silent(40 * MILLI));
        assertTrue(heartbeats.silent(41 * MILLI));
        var _ = heartbeats.answered(first);
        assertFalse(heartbeats.silent(100 * MILLI));
    }

    @Test
    void an_idle_agent_waits_for_as_long_as_the_controller_says_unless_something_comes_to_be_renewed() {
        var heartbeats = new Heartbeats(10, 0);
        long first = heartbeats.send(10 * MILLI);
        var _ = heartbeats.answered(first);
        heartbeats.next(10 * MILLI, 40);
        assertEquals(40 * MILLI, heartbeats.dueIn(10 * MILLI));
        heartbeats.hasten(20 * MILLI);
        assertEquals(2 * MILLI, heartbeats.dueIn(20 * MILLI));
        long second = heartbeats.send(22 * MILLI);
        heartbeats.hasten(22 * MILLI);
        var _ = heartbeats.answered(second);
        heartbeats.next(22 * MILLI, 40); // was said before the agent had what is new
        assertEquals(2 * MILLI, heartbeats.dueIn(22 * MILLI));
    }

    @Test
    void a_controller_that_says_nothing_of_the_next_one_wants_it_at_the_usual_pace() {
        var heartbeats = new Heartbeats(10, 0);
        var _ = heartbeats.answered(heartbeats.send(10 * MILLI));
        heartbeats.next(10 * MILLI, 0);
        assertEquals(10 * MILLI, heartbeats.dueIn(10 * MILLI));
    }

    @Test
    void waits_grow_by_a_quarter_up_to_a_limit_and_begin_again() {
        var backoff = new Backoff(() -> 1.0);
        assertEquals(200, backoff.next());
        assertEquals(250, backoff.next());
        for (int i = 0; i < 20; i++) {
            backoff.next();
        }
        assertEquals(10_000, backoff.next());
        backoff.reset();
        assertEquals(200, backoff.next());
        assertEquals(100, new Backoff(() -> 0.0).next());
    }
}
