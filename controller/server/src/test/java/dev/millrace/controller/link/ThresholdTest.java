package dev.millrace.controller.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdTest {
    private final List<Boolean> accepting = new ArrayList<>();
    private final Threshold threshold = new Threshold(2, accepting::add);

    @Test
    void no_more_are_accepted_while_as_many_as_may_are_being_let_in() {
        var first = threshold.enter();
        assertEquals(List.of(), accepting);
        var second = threshold.enter();
        assertEquals(List.of(false), accepting);
        first.leave();
        assertEquals(List.of(false, true), accepting);
        second.leave();
        assertEquals(List.of(false, true), accepting);
    }

    @Test
    void those_that_were_on_their_way_when_it_closed_count() {
        var first = threshold.enter();
        var second = threshold.enter();
        threshold.enter();
        first.leave();
        assertEquals(List.of(false), accepting);
        second.leave();
        assertEquals(List.of(false, true), accepting);
    }

    @Test
    void a_place_is_left_once_whoever_says_so_and_how_often() {
        var first = threshold.enter();
        threshold.enter();
        threshold.enter();
        first.leave();
        first.leave();
        assertEquals(List.of(false), accepting);
    }
}
