package dev.millrace.controller.queue;

import java.util.List;
import java.util.Set;

/**
 * How a lock stands.
 *
 * @param name of the lock
 * @param labels it can be asked for by
 * @param declared it stays when nobody wants it
 * @param holder title of who holds it; empty: it is free
 * @param waiting titles of those who could be given it next, in order
 */
public record LockStanding(String name, Set<String> labels, boolean declared, String holder, List<String> waiting) {
    public LockStanding {
        labels = Set.copyOf(labels);
        waiting = List.copyOf(waiting);
    }
}
