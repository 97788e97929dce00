package dev.millrace.agent.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LineHoldTest {
    private static final long LONGEST = LineHold.LONGEST.toNanos();

    private final LineHold hold = new LineHold();

    @Test
    void whole_lines_are_sent_and_the_beginning_of_one_is_kept_back() {
        assertEquals(8, sendable("one\ntwo\n", 0, 0));
        assertEquals(4, sendable("one\ntw", 8, 0));
        assertEquals(0, sendable("tw", 12, 0));
        assertEquals(4, sendable("two\n", 12, 1));
    }

    @Test
    void what_is_kept_back_is_looked_at_again_when_there_is_more_of_it() {
        assertTrue(hold.isDue(1, 0));
        assertEquals(0, sendable("tw", 10, 0));
        assertFalse(hold.isDue(12, 0));
        assertTrue(hold.isDue(13, 0));
    }

    @Test
    void the_beginning_of_a_line_waits_once_and_not_anew_with_each_byte() {
        assertEquals(0, sendable("Wh", 0, 5));
        assertEquals(0, sendable("Who?", 0, 5 + LONGEST / 2));
        assertEquals(LineHold.LONGEST.toMillis() / 2, hold.millisLeft(5 + LONGEST / 2));
        assertTrue(hold.isDue(4, 5 + LONGEST));
        assertEquals(4, sendable("Who?", 0, 5 + LONGEST));
        assertEquals(0, sendable(" I", 4, 6 + LONGEST));
    }

    @Test
    void a_long_line_is_not_kept_back() {
        assertEquals(0, sendable("x".repeat(LineHold.MOST - 1), 0, 0));
        assertEquals(LineHold.MOST, sendable("x".repeat(LineHold.MOST), 0, 0));
    }

    private int sendable(String data, long position, long now) {
        return hold.sendable(ByteBuffer.wrap(data.getBytes(UTF_8)), position, now);
    }
}
