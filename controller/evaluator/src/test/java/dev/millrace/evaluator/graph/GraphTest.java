package dev.millrace.evaluator.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphTest {
    private static Graph graph(String text) {
        var planned = Graph.plan(Nodes.of(text));
        assertEquals(List.of(), planned.faults());
        return planned.graph().orElseThrow();
    }

    @Test
    void each_stage_comes_after_what_it_needs_whatever_the_order_of_the_source() {
        var graph = graph("deploy test lint; test build; lint; build; clean deploy?");
        assertEquals(List.of("lint", "build", "test", "deploy", "clean"), graph.order());
        assertEquals(
                List.of(List.of("lint", "build"), List.of("test"), List.of("deploy"), List.of("clean")),
                graph.levels());
    }

    @Test
    void ancestors_are_all_that_end_before() {
        var graph = graph("a; b a; c b; d; e c d");
        assertEquals(Set.of("a", "b", "c", "d"), graph.ancestors("e"));
        assertEquals(List.of("c", "d"), graph.ancestors("e").stream().limit(2).toList());
        assertEquals(Set.of(), graph.ancestors("d"));
        assertThrows(IllegalArgumentException.class, () -> graph.ancestors("f"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a; a                    | SameName[node=1, name=a]
            a b                     | Unknown[node=0, need=0, name=b]
            b; a b a                | Self[node=1, need=1]
            a; b a a                | Twice[node=1, need=1, name=a]
            a; b a? a               | Twice[node=1, need=1, name=a]
            a; b a! a?              | Twice[node=1, need=1, name=a]
            a; b a a!               | Contradiction[node=1, need=1, name=a]
            a b; b a                | Cycle[node=0, need=0, names=[a, b]]
            x; a x c; b a; c x b    | Cycle[node=1, need=1, names=[a, c, b]]
            a b?; b c!; c d; d b    | Cycle[node=1, need=0, names=[b, c, d]]
            a; b a; c b a!          | Unreachable[node=2, need=1, failed=a, through=b]
            a; b a; c b; d a! c x; x | Unreachable[node=3, need=0, failed=a, through=c]
            """)
    void a_fault_is_found_and_placed(String nodes, String fault) {
        var planned = Graph.plan(Nodes.of(nodes));
        assertEquals(
                List.of(fault), planned.faults().stream().map(Object::toString).toList());
        assertTrue(planned.graph().isEmpty());
    }

    @Test
    void all_faults_come_at_once_and_one_for_each_knot() {
        var planned = Graph.plan(Nodes.of("a b; b a; c d a; d c; e nobody; f f; g e e"));
        assertEquals(
                List.of(
                        "Cycle[node=0, need=0, names=[a, b]]",
                        "Cycle[node=2, need=0, names=[c, d]]",
                        "Unknown[node=4, need=0, name=nobody]",
                        "Self[node=5, need=0]",
                        "Twice[node=6, need=1, name=e]"),
                planned.faults().stream().map(Object::toString).toList());
    }

    @Test
    void a_failure_that_is_waited_for_behind_one_that_counts_without_it_is_no_fault() {
        // b counts as skipped where a did not fail, so b does not say that a failed
        graph("a; b a!; c b a");
        graph("a; b a!; c a b?");
        graph("a; b a?; c b a!");
    }

    @Test
    void a_chain_of_any_length_is_planned_without_recursion() {
        int size = 50_000;
        var chain = new java.util.ArrayList<>(IntStream.range(1, size)
                .mapToObj(n -> new Node("s" + n, List.of(new Node.Edge("s" + (n - 1), On.SUCCESS))))
                .toList());
        chain.addFirst(new Node("s0", List.of()));
        assertEquals(size, Graph.plan(chain).graph().orElseThrow().levels().size());
        chain.set(0, new Node("s0", List.of(new Node.Edge("s" + (size - 1), On.SUCCESS))));
        var fault = (Fault.Cycle) Graph.plan(chain).faults().getFirst();
        assertEquals(size, fault.names().size());
        assertEquals(List.of("s0", "s49999", "s49998"), fault.names().subList(0, 3));
    }

    @Test
    void random_graphs_agree_with_a_naive_planner() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var nodes = Nodes.random(random, 1 + random.nextInt(25), 3);
            var planned = Graph.plan(nodes);
            // what a random graph can have wrong is only that a stage can never begin
            if (planned.graph().isEmpty()) {
                assertTrue(planned.faults().stream().allMatch(Fault.Unreachable.class::isInstance), "seed " + seed);
                continue;
            }
            var graph = planned.graph().get();
            var needs = new TreeMap<String, Set<String>>();
            nodes.forEach(node -> needs.put(
                    node.name(),
                    new TreeSet<>(node.needs().stream().map(Node.Edge::stage).toList())));
            var before = new HashSet<String>();
            for (var name : graph.order()) {
                assertTrue(before.containsAll(needs.getOrDefault(name, Set.of())), "seed " + seed + ": " + name);
                before.add(name);
            }
            assertEquals(needs.keySet(), before, "seed " + seed);
            for (var node : nodes) {
                assertEquals(naive(needs, node.name(), new TreeSet<>()), new TreeSet<>(graph.ancestors(node.name())));
                var height = height(needs, node.name());
                assertTrue(graph.levels().get(height).contains(node.name()), "seed " + seed);
            }
        }
    }

    @Test
    void a_cycle_in_a_random_graph_is_always_found_and_is_one() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            int size = 2 + random.nextInt(15);
            var nodes = IntStream.range(0, size)
                    .mapToObj(number -> new Node(
                            "s" + number, List.of(new Node.Edge("s" + other(random, size, number), On.SUCCESS))))
                    .toList();
            // each has a need, so that there must be a circle
            var cycles = Graph.plan(nodes).faults();
            assertTrue(!cycles.isEmpty(), "seed " + seed);
            for (var fault : cycles) {
                var names = ((Fault.Cycle) fault).names();
                for (int i = 0; i < names.size(); i++) {
                    var node = nodes.get(Integer.parseInt(names.get(i).substring(1)));
                    assertEquals(node.needs().getFirst().stage(), names.get((i + 1) % names.size()), "seed " + seed);
                }
            }
        }
    }

    private static int other(Random random, int size, int self) {
        int other = random.nextInt(size - 1);
        return other < self ? other : other + 1;
    }

    private static Set<String> naive(Map<String, Set<String>> needs, String name, Set<String> found) {
        for (var needed : needs.getOrDefault(name, Set.of())) {
            found.add(needed);
            naive(needs, needed, found);
        }
        return found;
    }

    private static int height(Map<String, Set<String>> needs, String name) {
        return needs.getOrDefault(name, Set.of()).stream()
                .mapToInt(needed -> height(needs, needed) + 1)
                .max()
                .orElse(0);
    }
}
