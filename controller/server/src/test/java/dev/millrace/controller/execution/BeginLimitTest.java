package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        assertEquals(100, limit.now(0));
        assertEquals(100, limit.now(9));
    }

    @Test
    void many_triggers_leave_the_least_at_once() {
        assertEquals(2, limit.now(10));
        begun(50);
        assertEquals(2, limit.now(64));
    }

    @Test
    void afterwards_it_doubles_with_each_round_of_begins_up_to_the_most() {
        limit.now(10);
        begun(2);
        assertEquals(4, limit.now(0));
        begun(4);
        assertEquals(8, limit.now(0));
        begun(1000);
        assertEquals(100, limit.now(0));
    }
}
