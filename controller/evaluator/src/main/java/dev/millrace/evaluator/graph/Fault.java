package dev.millrace.evaluator.graph;

import java.util.List;

/** Why nodes are not a graph that can run. Numbers are places in the list that was planned, so that the caller can find the line. */
public sealed interface Fault {
    /** The node whose place in the source is meant. */
    int node();

    /** A second node of the same name. */
    record SameName(int node, String name) implements Fault {}

    /** A need of something that is not there. */
    record Unknown(int node, int need, String name) implements Fault {}

    /** A node needs itself. */
    record Self(int node, int need) implements Fault {}

    /** The same node is needed twice in ways that say no more than one of them. */
    record Twice(int node, int need, String name) implements Fault {}

    /** The same node is needed to succeed and to fail. */
    record Contradiction(int node, int need, String name) implements Fault {}

    /**
     * Nodes that wait for each other.
     *
     * @param need of the first, that leads to the second
     * @param names each needs the next, the last needs the first
     */
    record Cycle(int node, int need, List<String> names) implements Fault {}

    /**
     * A node that no run can reach: for it to begin, {@code failed} would have to fail and yet end well, as {@code through} needs.
     *
     * @param need the edge that asks for the failure
     * @param through a node that is needed to succeed, and succeeds only after {@code failed}
     */
    record Unreachable(int node, int need, String failed, String through) implements Fault {}
}
