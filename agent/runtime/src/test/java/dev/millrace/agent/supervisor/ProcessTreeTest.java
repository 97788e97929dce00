package dev.millrace.agent.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.agent.supervisor.ProcessTree.Entry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    private static final long SELF = 10;
    private static final List<Entry> ALL = List.of(
            new Entry(1, 0, 1, ""),
            new Entry(10, 1, 10, ""),
            new Entry(20, 10, 20, "p/7.1.1/1.0"),
            new Entry(21, 20, 20, "p/7.1.1/1.0"),
            new Entry(22, 21, 22, ""),
            new Entry(23, 10, 20, ""),
            new Entry(30, 10, 30, "p/8.1.1/1.0"),
            new Entry(40, 1, 20, ""),
            new Entry(50, 1, 50, "p/7.1.1/2.0"));

    private static Set<Long> select(Predicate<String> cookie, Set<Long> sessions) {
        return new TreeSet<>(ProcessTree.select(ALL, SELF, cookie, sessions));
    }

    @Test
    void a_cookie_finds_its_processes_and_what_descends_from_them() {
        assertEquals(Set.of(20L, 21L, 22L, 50L), select(cookie -> cookie.startsWith("p/7.1.1/"), Set.of()));
    }

    @Test
    void a_session_counts_only_below_the_supervisor_since_its_number_may_be_used_again() {
        assertEquals(Set.of(20L, 21L, 22L, 23L), select(cookie -> false, Set.of(20L)));
    }

    @Test
    void the_supervisor_is_never_found() {
        assertEquals(Set.of(), select(cookie -> false, Set.of(10L)));
    }
}
