package dev.millrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessSecondsTest {
    private final ProcessSeconds seconds = new ProcessSeconds();

    @Test
    void a_process_that_was_there_before_counts_from_the_begin() {
        seconds.seen("database", 7, 12.5);
        seconds.begin();
        seconds.seen("database", 7, 14);
        assertEquals(Map.of("database", 1.5), seconds.used());
    }

    @Test
    void one_that_came_later_counts_as_a_whole_and_also_when_it_is_gone() {
        seconds.seen("evaluators", 1, 4);
        seconds.begin();
        seconds.seen("evaluators", 1, 5);
        seconds.seen("evaluators", 2, 3);
        seconds.seen("evaluators", 2, 3.5);
        assertEquals(Map.of("evaluators", 4.5), seconds.used());
    }

    @Test
    void another_process_with_the_number_of_one_that_ended_counts_from_nothing() {
        seconds.seen("evaluators", 1, 4);
        seconds.begin();
        seconds.seen("evaluators", 1, 1);
        seconds.seen("evaluators", 1, 2);
        assertEquals(Map.of("evaluators", 2.0), seconds.used());
    }

    @Test
    void what_was_not_busy_is_told_too() {
        seconds.seen("evaluators", 1, 4);
        seconds.begin();
        assertEquals(Map.of("evaluators", 0.0), seconds.used());
    }
}
