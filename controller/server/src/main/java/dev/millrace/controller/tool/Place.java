package dev.millrace.controller.tool;

import java.util.Set;
import java.util.TreeSet;

/**
 * An agent that a tool is wanted on.
 *
 * @param agent its name
 * @param labels that it has; the name is one of them
 */
public record Place(String agent, Set<String> labels) {
    public Place {
        var all = new TreeSet<>(labels);
        all.add(agent);
        labels = java.util.Collections.unmodifiableSet(all);
    }
}
