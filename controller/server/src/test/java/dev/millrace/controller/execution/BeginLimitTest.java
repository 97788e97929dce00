package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BeginLimitTest {
    private final BeginLimit limit = new BeginLimit(2, 100, 10);

    private void begun(int runs) {
        for (int run = 0; run < runs; run++) {
            limit.begun();
        }
    }

    @Test
    void few_triggers_hold_nothing_up() {
        assertFalse(limit.heldUp(9));
        assertEquals(100, limit.now());
    }

    @Test
    void many_triggers_hold_begins_up() {
        assertTrue(limit.heldUp(10));
        begun(50);
        assertTrue(limit.heldUp(64));
        assertEquals(2, limit.now());
    }

    @Test
    void afterwards_it_doubles_with_each_round_of_begins_up_to_the_most() {
        assertTrue(limit.heldUp(10));
        begun(2);
        assertFalse(limit.heldUp(0));
        assertEquals(4, limit.now());
        begun(4);
        assertEquals(8, limit.now());
        begun(1000);
        assertEquals(100, limit.now());
    }
}
