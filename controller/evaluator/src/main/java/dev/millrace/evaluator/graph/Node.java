package dev.millrace.evaluator.graph;

import java.util.List;

/**
 * A stage as the planner sees it.
 *
 * @param name unique among the nodes of a graph
 * @param needs in the order of the source
 */
public record Node(String name, List<Edge> needs) {
    /** Copies the list. */
    public Node {
        needs = List.copyOf(needs);
    }

    /**
     * The stage of this name ends before the one that has this edge begins.
     *
     * @param stage name of the needed one
     */
    public record Edge(String stage, On on) {}
}
