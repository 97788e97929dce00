package dev.millrace.controller.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private final Groups<String, Integer> groups = new Groups<>();

    @Test
    void the_first_has_the_turn_and_then_the_others_in_order() {
        assertTrue(groups.enter("g", 1, false).turn());
        assertFalse(groups.enter("g", 2, false).turn());
        assertFalse(groups.enter("g", 3, false).turn());
        assertTrue(groups.enter("h", 4, false).turn());
        assertEquals(2, groups.ahead(3));
        assertEquals(Optional.of(1), groups.holder(3));
        assertEquals(Optional.of(2), groups.leave(1));
        assertEquals(Optional.of(3), groups.leave(2));
        assertEquals(Optional.empty(), groups.leave(3));
        assertTrue(groups.enter("g", 5, false).turn());
    }

    @Test
    void one_that_leaves_before_its_turn_gives_it_to_nobody() {
        groups.enter("g", 1, false);
        groups.enter("g", 2, false);
        groups.enter("g", 3, false);
        assertEquals(Optional.empty(), groups.leave(2));
        assertEquals(Optional.of(3), groups.leave(1));
        assertEquals(Optional.empty(), groups.leave(99));
    }

    @Test
    void one_that_enters_again_keeps_its_place() {
        groups.enter("g", 1, false);
        groups.enter("g", 2, false);
        assertTrue(groups.enter("g", 1, false).turn());
        assertEquals(List.of(), groups.enter("g", 2, true).superseded());
    }

    @Test
    void nobody_is_superseded_without_being_named() {
        groups.enter("g", 1, false);
        groups.enter("g", 2, false);
        assertEquals(List.of(1, 2), groups.enter("g", 3, true).superseded());
        assertEquals(List.of(), groups.enter("g", 4, false).superseded());
        assertEquals(List.of(1, 2, 3, 4), groups.enter("g", 5, true).superseded());
    }
}
