package dev.millrace.evaluator.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans once. */
final class Planner {
    private final List<Node> nodes;
    private final Map<String, Integer> numbers;
    private final List<Fault> faults = new ArrayList<>();

    Planner(List<Node> nodes) {
        this.nodes = nodes;
        this.numbers = HashMap.newHashMap(nodes.size());
    }

    Planned plan() {
        for (int number = 0; number < nodes.size(); number++) {
            if (numbers.putIfAbsent(nodes.get(number).name(), number) != null) {
                faults.add(new Fault.SameName(number, nodes.get(number).name()));
            }
        }
        var links = new Links(nodes, resolved());
        var order = new int[nodes.size()];
        var level = new int[nodes.size()];
        if (order(links, order, level) < nodes.size()) {
            faults.addAll(new Cycles(nodes, links).find());
        } else {
            faults.addAll(new Unreachables(nodes, links).find());
        }
        faults.sort(Comparator.comparingInt(Fault::node));
        return new Planned(
                faults.isEmpty() ? Optional.of(new Graph(nodes, numbers, links, order, level)) : Optional.empty(),
                List.copyOf(faults));
    }

    /** The needs as numbers; one that is a fault of its own is left out as -1. */
    private int[][] resolved() {
        var all = new int[nodes.size()][];
        for (int number = 0; number < nodes.size(); number++) {
            var needs = nodes.get(number).needs();
            var targets = new int[needs.size()];
            var seen = new HashMap<String, On>();
            for (int i = 0; i < targets.length; i++) {
                targets[i] = resolved(number, i, needs.get(i), seen);
            }
            all[number] = targets;
        }
        return all;
    }

    private int resolved(int number, int i, Node.Edge edge, Map<String, On> seen) {
        var name = edge.stage();
        var target = numbers.get(name);
        if (target == null) {
            faults.add(new Fault.Unknown(number, i, name));
            return -1;
        }
        if (name.equals(nodes.get(number).name())) {
            faults.add(new Fault.Self(number, i));
            return -1;
        }
        var before = seen.putIfAbsent(name, edge.on());
        if (before != null) {
            var same = before == edge.on() || before == On.ALWAYS || edge.on() == On.ALWAYS;
            faults.add(same ? new Fault.Twice(number, i, name) : new Fault.Contradiction(number, i, name));
            return -1;
        }
        return target;
    }

    /** Fills in the order and the levels; gives how many nodes have one. */
    private int order(Links links, int[] order, int[] level) {
        var open = new int[nodes.size()];
        int count = 0;
        for (int number = 0; number < open.length; number++) {
            for (int i = 0; i < links.needs(number); i++) {
                open[number] += links.needed(number, i) >= 0 ? 1 : 0;
            }
            if (open[number] == 0) {
                order[count++] = number;
            }
        }
        for (int next = 0; next < count; next++) {
            int done = order[next];
            for (int i = 0; i < links.followers(done); i++) {
                int follower = links.follower(done, i);
                level[follower] = Math.max(level[follower], level[done] + 1);
                if (--open[follower] == 0) {
                    order[count++] = follower;
                }
            }
        }
        return count;
    }
}
