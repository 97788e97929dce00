package dev.millrace.evaluator.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontierTest {
    private static final List<End> ENDS = List.of(End.values());

    private static Frontier of(String text) {
        return new Frontier(Graph.plan(Nodes.of(text)).graph().orElseThrow());
    }

    @Test
    void a_stage_begins_when_the_last_that_it_needs_has_ended() {
        var frontier = of("deploy test lint; lint; test build; build");
        assertEquals(List.of("lint", "build"), frontier.begin().ready());
        assertEquals(List.of("test"), frontier.ended("build", End.SUCCESS).ready());
        assertEquals(List.of(), frontier.ended("lint", End.SUCCESS).ready());
        assertEquals(List.of("test"), frontier.running());
        assertEquals(List.of("deploy"), frontier.ended("test", End.UNSTABLE).ready());
        assertFalse(frontier.done());
        frontier.ended("deploy", End.SUCCESS);
        assertTrue(frontier.done());
    }

    /** What becomes of b, which needs a in this way, when a ends so. */
    @ParameterizedTest
    @CsvSource({
        "a,SUCCESS,ready", "a,UNSTABLE,ready", "a,SKIPPED,ready", "a,FAILED,counts as FAILED",
        "a!,SUCCESS,counts as SKIPPED", "a!,UNSTABLE,counts as SKIPPED", "a!,SKIPPED,counts as SKIPPED",
                "a!,FAILED,ready",
        "a?,SUCCESS,ready", "a?,UNSTABLE,ready", "a?,SKIPPED,ready", "a?,FAILED,ready"
    })
    void an_edge_holds_or_skips(String edge, End end, String expected) {
        var frontier = of("a; b " + edge);
        frontier.begin();
        var moved = frontier.ended("a", end);
        assertEquals(
                expected,
                moved.skipped().isEmpty()
                        ? "ready"
                        : "counts as " + moved.skipped().getFirst().counts());
        assertEquals(expected.equals("ready") ? List.of("b") : List.of(), moved.ready());
    }

    @Test
    void a_failure_skips_all_that_need_its_success_and_starts_what_waits_for_it() {
        var frontier = of("build; test build; deploy test; report deploy!; clean deploy?; alarm build!; praise alarm");
        frontier.begin();
        var moved = frontier.ended("build", End.FAILED);
        assertEquals(List.of("alarm", "report", "clean"), moved.ready());
        assertEquals(
                List.of(
                        new Frontier.Skip("test", "build", On.SUCCESS, End.FAILED),
                        new Frontier.Skip("deploy", "test", On.SUCCESS, End.FAILED)),
                moved.skipped());
        assertEquals(List.of("praise"), frontier.ended("alarm", End.SUCCESS).ready());
    }

    @Test
    void a_stage_that_waited_for_a_failure_in_vain_does_not_hold_up_those_behind_it() {
        var frontier = of("build; alarm build!; deploy build alarm");
        frontier.begin();
        var moved = frontier.ended("build", End.SUCCESS);
        assertEquals(List.of(new Frontier.Skip("alarm", "build", On.FAILURE, End.SKIPPED)), moved.skipped());
        assertEquals(List.of("deploy"), moved.ready());
    }

    @Test
    void a_skip_names_the_success_that_did_not_come_before_the_failure_that_did_not() {
        var frontier = of("a; b; c a! b");
        frontier.begin();
        frontier.ended("a", End.SUCCESS);
        assertEquals(
                List.of(new Frontier.Skip("c", "b", On.SUCCESS, End.FAILED)),
                frontier.ended("b", End.FAILED).skipped());
    }

    @Test
    void after_a_stop_nothing_begins_and_what_runs_still_ends() {
        var frontier = of("a; b; c a; d c");
        frontier.begin();
        frontier.ended("a", End.SUCCESS);
        assertEquals(List.of("d"), frontier.stop());
        assertEquals(List.of("b", "c"), frontier.running());
        assertEquals(new Frontier.Moved(List.of(), List.of()), frontier.ended("c", End.SUCCESS));
        assertFalse(frontier.done());
        frontier.ended("b", End.FAILED);
        assertTrue(frontier.done());
    }

    @Test
    void only_a_running_stage_can_end() {
        var frontier = of("a; b a");
        assertThrows(IllegalStateException.class, () -> frontier.ended("a", End.SUCCESS));
        frontier.begin();
        assertThrows(IllegalStateException.class, () -> frontier.ended("b", End.SUCCESS));
        frontier.ended("a", End.SUCCESS);
        assertThrows(IllegalStateException.class, () -> frontier.ended("a", End.SUCCESS));
        assertThrows(IllegalArgumentException.class, () -> frontier.ended("c", End.SUCCESS));
    }

    @Test
    void in_any_order_of_events_every_stage_is_decided_once_and_only_after_its_needs() {
        for (int seed = 0; seed < 1000; seed++) {
            var random = new Random(seed);
            var nodes = Nodes.random(random, 1 + random.nextInt(30), 4);
            var planned = Graph.plan(nodes).graph();
            if (planned.isEmpty()) {
                continue;
            }
            var frontier = new Frontier(planned.get());
            var needs = new HashMap<String, List<Node.Edge>>();
            nodes.forEach(node -> needs.put(node.name(), node.needs()));
            var ends = new HashMap<String, End>();
            var running = new ArrayList<String>();
            var decided = new ArrayList<String>();
            var moved = frontier.begin();
            while (true) {
                for (var skip : moved.skipped()) {
                    assertEquals(counts(needs, ends, skip.stage()), skip.counts(), "seed " + seed + " " + skip);
                    ends.put(skip.stage(), skip.counts());
                    decided.add(skip.stage());
                }
                for (var ready : moved.ready()) {
                    assertEquals(null, counts(needs, ends, ready), "seed " + seed + " " + ready);
                    decided.add(ready);
                    running.add(ready);
                }
                if (running.isEmpty()) {
                    break;
                }
                var next = running.remove(random.nextInt(running.size()));
                var end = ENDS.get(random.nextInt(ENDS.size()));
                ends.put(next, end);
                moved = frontier.ended(next, end);
            }
            assertTrue(frontier.done(), "seed " + seed);
            assertEquals(
                    needs.keySet().stream().sorted().toList(),
                    decided.stream().sorted().toList(),
                    "seed " + seed);
        }
    }

    /** As what a stage counts that is skipped now, by the rules read naively; null if it may run. */
    private static @Nullable End counts(Map<String, List<Node.Edge>> needs, Map<String, End> ends, String stage) {
        var failed = false;
        var waited = false;
        for (var edge : needs.getOrDefault(stage, List.of())) {
            var end = ends.get(edge.stage());
            if (end == null) {
                throw new AssertionError(stage + " was decided before " + edge.stage() + " ended");
            }
            failed |= edge.on() == On.SUCCESS && end == End.FAILED;
            waited |= edge.on() == On.FAILURE && end != End.FAILED;
        }
        return failed ? End.FAILED : waited ? End.SKIPPED : null;
    }
}
