package dev.millrace.controller.schedule;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.queue.Resources;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What an agent has. How much of it is taken the scheduler knows itself.
 *
 * @param agent which
 * @param name unique; one of its labels
 * @param labels all of them, with the name
 * @param executors jobs at a time
 * @param capacity what its jobs share
 * @param exclusive it takes only jobs that name one of its labels
 * @param unavailable why it gets no work; empty: it does
 */
public record AgentOffer(
        AgentId agent,
        String name,
        Set<String> labels,
        int executors,
        Resources capacity,
        boolean exclusive,
        String unavailable) {
    /** Of an agent that says nothing about cpu and memory. */
    public static final Resources UNSTATED = new Resources(Resources.UNSTATED, Resources.UNSTATED, Map.of());

    /** Before a kind of sandbox it is a label of the agents that have proven it. */
    public static final String SANDBOX = "sandbox:";

    /** Labels with those of the sandboxes. */
    public static Set<String> labels(Collection<String> own, Collection<String> sandboxes) {
        var all = new HashSet<>(own);
        all.removeIf(label -> label.startsWith(SANDBOX)); // is not for people to say
        sandboxes.forEach(kind -> all.add(SANDBOX + kind));
        return Set.copyOf(all);
    }

    public AgentOffer {
        if (executors < 0) {
            throw new IllegalArgumentException("Below 0: executors is " + executors);
        }
        labels = Set.copyOf(labels);
    }

    /** An agent that says nothing about cpu and memory and takes every job that fits its labels. */
    public AgentOffer(AgentId agent, String name, Set<String> labels, int executors, String unavailable) {
        this(agent, name, labels, executors, UNSTATED, false, unavailable);
    }

    boolean available() {
        return unavailable.isEmpty();
    }
}
