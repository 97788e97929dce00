package dev.millrace.evaluator.graph;

import java.util.List;
import java.util.Optional;

/**
 * What planning found.
 *
 * @param graph empty if there is any fault
 * @param faults all there are, in the order of the nodes
 */
public record Planned(Optional<Graph> graph, List<Fault> faults) {}
