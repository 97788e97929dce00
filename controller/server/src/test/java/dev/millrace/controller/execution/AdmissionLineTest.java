package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.execution.AdmissionLine.Waiting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AdmissionLineTest {
    private static final OrganizationId ONE = new OrganizationId(1);
    private static final OrganizationId TWO = new OrganizationId(2);
    private static final OrganizationId THREE = new OrganizationId(3);

    private final Map<OrganizationId, Double> weights = new HashMap<>();
    private int begins = Integer.MAX_VALUE;
    private long last;

    private AdmissionLine line(int places) {
        return new AdmissionLine(places, organization -> weights.getOrDefault(organization, 1.0));
    }

    private RunId join(AdmissionLine line, OrganizationId organization, int priority) {
        var run = new RunId(++last);
        line.join(new Waiting(run, organization, priority));
        return run;
    }

    private void join(AdmissionLine line, OrganizationId organization, int priority, int count) {
        for (int run = 0; run < count; run++) {
            join(line, organization, priority);
        }
    }

    private List<RunId> admitted(AdmissionLine line) {
        var admitted = new ArrayList<RunId>();
        for (var next = line.admit(begins); next.isPresent(); next = line.admit(begins)) {
            admitted.add(next.get());
        }
        return admitted;
    }

    @Test
    void one_organization_fills_half_and_the_next_one_finds_room() {
        var line = line(100);
        join(line, ONE, 0, 500);
        assertEquals(50, admitted(line).size());
        join(line, TWO, 0, 500);
        assertEquals(25, admitted(line).size());
        join(line, THREE, 0, 1);
        assertEquals(1, admitted(line).size());
        assertEquals(450 + 475, line.waiting());
    }

    @Test
    void no_more_than_so_many_begin_at_a_time() {
        begins = 4;
        var line = line(100);
        join(line, ONE, 0, 6);
        var begun = admitted(line);
        assertEquals(3, begun.size());
        join(line, TWO, 0);
        assertEquals(1, admitted(line).size(), "another organization's");
        line.begun(begun.getFirst());
        assertEquals(1, admitted(line).size());
        line.leave(begun.getLast());
        assertEquals(1, admitted(line).size());
        assertEquals(1, line.waiting());
    }

    @Test
    void while_all_wait_those_that_begin_are_as_many_as_weights_say() {
        weights.put(ONE, 4.0);
        begins = 60;
        var line = line(1000);
        for (var organization : List.of(ONE, TWO, THREE)) {
            join(line, organization, 0, 1000);
        }
        var now = admitted(line).stream()
                .collect(Collectors.groupingBy(run -> (run.value() - 1) / 1000, Collectors.counting()));
        assertEquals(Map.of(0L, 40L, 1L, 10L, 2L, 10L), now);
    }

    @Test
    void the_highest_priority_goes_first_and_then_the_oldest() {
        var line = line(100);
        var first = join(line, ONE, 0);
        var second = join(line, ONE, 0);
        var urgent = join(line, ONE, 5);
        assertEquals(List.of(urgent, first, second), admitted(line));
    }

    @Test
    void places_that_become_free_go_by_weight() {
        weights.put(ONE, 3.0);
        var line = line(40);
        join(line, ONE, 0, 1000);
        join(line, TWO, 0, 1000);
        var begun = new ArrayList<>(admitted(line));
        var ofOne = 0;
        for (int turn = 0; turn < 400; turn++) {
            line.leave(begun.removeFirst());
            for (var run : admitted(line)) {
                begun.add(run);
                ofOne += run.value() <= 1000 ? 1 : 0;
            }
        }
        assertTrue(ofOne > 190 && ofOne < 310, "of 400 places %d".formatted(ofOne));
    }

    @Test
    void begins_go_by_weight_and_who_was_away_has_saved_nothing_up() {
        weights.put(ONE, 1.0);
        weights.put(TWO, 2.0);
        weights.put(THREE, 4.0);
        begins = 1;
        var line = line(1_000_000);
        join(line, ONE, 0, 1000);
        join(line, TWO, 0, 1000);
        assertEquals(Map.of(ONE, 100L, TWO, 200L), begun(line, 300));
        join(line, THREE, 0, 1000);
        assertEquals(Map.of(ONE, 100L, TWO, 200L, THREE, 400L), begun(line, 700));
    }

    private Map<OrganizationId, Long> begun(AdmissionLine line, int count) {
        var begun = new HashMap<OrganizationId, Long>();
        for (int turn = 0; turn < count; turn++) {
            var run = line.admit(begins).orElseThrow();
            line.begun(run);
            begun.merge(run.value() <= 1000 ? ONE : run.value() <= 2000 ? TWO : THREE, 1L, Long::sum);
        }
        return begun;
    }

    @Test
    void what_is_taken_up_has_its_place_whether_one_is_free_or_not() {
        var line = line(2);
        line.hold(new RunId(100), ONE);
        line.hold(new RunId(101), ONE);
        line.hold(new RunId(102), ONE);
        join(line, TWO, 0);
        assertEquals(Optional.empty(), line.admit(begins));
        line.leave(new RunId(100));
        line.leave(new RunId(101));
        line.leave(new RunId(101));
        assertEquals(1, admitted(line).size());
    }

    @Test
    void who_withdraws_is_not_admitted_and_who_holds_a_place_joins_no_more() {
        var line = line(10);
        var gone = join(line, ONE, 0);
        assertTrue(line.withdraw(gone));
        assertTrue(!line.withdraw(gone));
        var run = join(line, ONE, 0);
        assertEquals(List.of(run), admitted(line));
        line.join(new Waiting(run, ONE, 0));
        assertEquals(0, line.waiting());
        assertTrue(!line.withdraw(run));
    }
}
