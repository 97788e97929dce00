package dev.millrace.evaluator.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stages and what they need, without faults: every name is known, and there is a way through. Immutable. Numbers are places in the list that was
 * planned; the order of that list means nothing but which of two stages is named first.
 */
public final class Graph {
    private final List<Node> nodes;
    private final Map<String, Integer> numbers;
    private final Links links;
    private final int[] order;
    private final int[] level;

    Graph(List<Node> nodes, Map<String, Integer> numbers, Links links, int[] order, int[] level) {
        this.nodes = nodes;
        this.numbers = numbers;
        this.links = links;
        this.order = order;
        this.level = level;
    }

    /** Checks and orders nodes, in time and memory linear in nodes and edges. All faults come back at once. */
    public static Planned plan(List<Node> nodes) {
        return new Planner(List.copyOf(nodes)).plan();
    }

    /** In the order in which they were planned. */
    public List<Node> nodes() {
        return nodes;
    }

    /** An order in which each stage comes after all that it needs; among those that could come next the first of the list does. */
    public List<String> order() {
        var names = new ArrayList<String>(order.length);
        for (int number : order) {
            names.add(name(number));
        }
        return names;
    }

    /** Stages that may run at the same time if all take equally long: those that need nothing, those that need only these, and so on. */
    public List<List<String>> levels() {
        var levels = new ArrayList<List<String>>();
        for (int number : order) {
            while (levels.size() <= level[number]) {
                levels.add(new ArrayList<>());
            }
            levels.get(level[number]).add(name(number));
        }
        return levels;
    }

    /** All stages that end before this one begins, nearest first. */
    public Set<String> ancestors(String stage) {
        var seen = new BitSet(nodes.size());
        var queue = new ArrayList<Integer>();
        queue.add(number(stage));
        var names = new LinkedHashSet<String>();
        for (int next = 0; next < queue.size(); next++) {
            int number = queue.get(next);
            for (int i = 0; i < links.needs(number); i++) {
                int needed = links.needed(number, i);
                if (!seen.get(needed)) {
                    seen.set(needed);
                    names.add(name(needed));
                    queue.add(needed);
                }
            }
        }
        return Collections.unmodifiableSet(names);
    }

    int size() {
        return nodes.size();
    }

    Links links() {
        return links;
    }

    String name(int number) {
        return nodes.get(number).name();
    }

    int number(String stage) {
        var number = numbers.get(stage);
        if (number == null) {
            throw new IllegalArgumentException("The graph has no stage '" + stage + "'");
        }
        return number;
    }
}
