package dev.millrace.evaluator.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/** Finds one cycle in each knot of nodes that wait for each other (Tarjan's strongly connected components, without recursion). */
final class Cycles {
    private final List<Node> nodes;
    private final Links links;
    private final int[] index;
    private final int[] low;
    private final int[] component;
    private final int[] stack;
    private final int[] path;
    private final int[] edge;
    private int depth;
    private int visited;
    private final List<Fault> found = new ArrayList<>();

    Cycles(List<Node> nodes, Links links) {
        this.nodes = nodes;
        this.links = links;
        this.index = new int[nodes.size()];
        this.low = new int[nodes.size()];
        this.component = new int[nodes.size()];
        this.stack = new int[nodes.size()];
        this.path = new int[nodes.size()];
        this.edge = new int[nodes.size()];
    }

    List<Fault> find() {
        Arrays.fill(component, -1);
        for (int number = 0; number < index.length; number++) {
            if (index[number] == 0) {
                visit(number);
            }
        }
        return found;
    }

    private void visit(int root) {
        int at = 0;
        path[0] = root;
        edge[0] = 0;
        enter(root);
        while (at >= 0) {
            int node = path[at];
            if (edge[at] < links.needs(node)) {
                int next = links.needed(node, edge[at]++);
                if (next >= 0 && index[next] == 0) {
                    enter(next);
                    path[++at] = next;
                    edge[at] = 0;
                } else if (next >= 0 && component[next] < 0) {
                    low[node] = Math.min(low[node], index[next]);
                }
            } else {
                leave(node);
                at--;
                if (at >= 0) {
                    low[path[at]] = Math.min(low[path[at]], low[node]);
                }
            }
        }
    }

    private void enter(int node) {
        index[node] = ++visited;
        low[node] = visited;
        stack[depth++] = node;
    }

    private void leave(int node) {
        if (low[node] != index[node]) {
            return;
        }
        int first = node;
        int size = 0;
        int member;
        do {
            member = stack[--depth];
            component[member] = node;
            first = Math.min(first, member);
            size++;
        } while (member != node);
        if (size > 1) {
            found.add(cycle(first));
        }
    }

    /** Follows needs inside the knot until a node comes again. */
    private Fault cycle(int start) {
        var walk = new ArrayList<Integer>();
        var seen = new HashSet<Integer>();
        int node = start;
        while (seen.add(node)) {
            walk.add(node);
            node = links.needed(node, inside(node));
        }
        var cycle = new ArrayList<>(walk.subList(walk.indexOf(node), walk.size()));
        Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
        return new Fault.Cycle(
                cycle.getFirst(),
                inside(cycle.getFirst()),
                cycle.stream().map(number -> nodes.get(number).name()).toList());
    }

    private int inside(int node) {
        for (int i = 0; i < links.needs(node); i++) {
            int needed = links.needed(node, i);
            if (needed >= 0 && component[needed] == component[node]) {
                return i;
            }
        }
        throw new IllegalStateException(nodes.get(node).name() + " is in no cycle");
    }
}
