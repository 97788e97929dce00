package dev.millrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.bench.ChaosLedger.Told;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every fault that chaos could bring is one that the ledger sees. */
class ChaosLedgerTest {
    private static final List<String> ONE = List.of("job p1 start", "job p1 end");
    private static final List<String> TWO = List.of("job p1 start", "job p2 start", "job p2 end");
    private static final String WHOLE = lines("p1", 1, ChaosLedger.LINES);

    private static String lines(String process, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> "line %s %d%n".formatted(process, number))
                .collect(Collectors.joining());
    }

    private static List<String> faults(List<String> ledger, String result, int leases, String log) {
        return new ChaosLedger(ledger).faults(new Told("job", result, leases, log));
    }

    private static void fault(String expected, List<String> faults) {
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.getFirst().contains(expected), faults::toString);
    }

    @Test
    void a_run_that_was_done_once_or_again_after_a_lost_agent_has_no_fault() {
        assertEquals(List.of(), faults(ONE, "SUCCESS", 1, "+ x\n" + WHOLE + "over job\n"));
        var again = lines("p1", 1, 7) + "Retrying\n" + lines("p2", 1, ChaosLedger.LINES) + "over job\n";
        assertEquals(List.of(), faults(TWO, "SUCCESS", 2, again));
        assertEquals(2, new ChaosLedger(TWO).processes());
    }

    @Test
    void what_is_lost_doubled_or_out_of_order_is_a_fault() {
        var lost = lines("p1", 1, 3) + lines("p1", 5, ChaosLedger.LINES) + "over job\n";
        assertTrue(faults(ONE, "SUCCESS", 1, lost).getFirst().contains("lost, doubled or out of order"));
        var doubled = lines("p1", 1, 3) + lines("p1", 3, ChaosLedger.LINES) + "over job\n";
        assertTrue(faults(ONE, "SUCCESS", 1, doubled).getFirst().contains("lost, doubled or out of order"));
        fault("the last process has 19 of 20", faults(ONE, "SUCCESS", 1, lines("p1", 1, 19) + "over job\n"));
    }

    @Test
    void late_lines_of_a_lost_process_are_a_fault() {
        var late = lines("p1", 1, 3) + lines("p2", 1, ChaosLedger.LINES) + lines("p1", 4, 5) + "over job\n";
        assertTrue(faults(TWO, "SUCCESS", 2, late).contains("lines of a process that was not started"));
    }

    @Test
    void processes_at_once_or_more_often_than_leased_are_a_fault() {
        var log = WHOLE + "over job\n";
        fault("lived at once", faults(List.of("job p1 start", "job p1 overlap", "job p1 end"), "SUCCESS", 1, log));
        var twice = lines("p1", 1, 2) + lines("p2", 1, ChaosLedger.LINES) + "over job\n";
        fault("2 processes for 1 leases", faults(TWO, "SUCCESS", 1, twice));
        fault("no process came to its end", faults(List.of("job p1 start"), "SUCCESS", 1, log));
    }

    @Test
    void a_program_that_did_not_go_on_or_twice_is_a_fault() {
        fault("went on behind its node 0 times", faults(ONE, "SUCCESS", 1, WHOLE));
        fault("went on behind its node 2 times", faults(ONE, "SUCCESS", 1, WHOLE + "over job\nover job\n"));
        fault("it ended as 'FAILURE'", faults(ONE, "FAILURE", 1, WHOLE + "over job\n"));
    }

    @Test
    void an_acknowledged_trigger_without_a_run_or_with_two_is_a_fault() {
        assertEquals(0, ChaosLedger.missing(Set.of("a", "b"), List.of("b", "a", "unanswered")));
        assertEquals(1, ChaosLedger.missing(Set.of("a", "b"), List.of("b", "unanswered")));
        assertEquals(0, ChaosLedger.twice(List.of("a", "b")));
        assertEquals(2, ChaosLedger.twice(List.of("a", "b", "a", "a", "b", "c")));
    }

    @Test
    void an_entry_that_changed_or_vanished_is_a_fault() {
        var seen = Map.of("1/0", "asked", "1/1", "outcome");
        assertEquals(0, ChaosLedger.changed(seen, Map.of("1/0", "asked", "1/1", "outcome", "1/2", "more")));
        assertEquals(1, ChaosLedger.changed(seen, Map.of("1/0", "asked", "1/1", "another")));
        assertEquals(1, ChaosLedger.changed(seen, Map.of("1/1", "outcome")));
    }

    @Test
    void a_line_that_is_none_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new ChaosLedger(List.of("job p1")));
        assertThrows(IllegalArgumentException.class, () -> new ChaosLedger(List.of("job p1 begin")));
    }
}
