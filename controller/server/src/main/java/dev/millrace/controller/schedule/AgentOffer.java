package dev.millrace.controller.schedule;

import dev.millrace.controller.base.AgentId;
import java.util.Set;

/**
 * What an agent can take now.
 *
 * @param agent which
 * @param name unique; one of its labels
 * @param labels all of them, with the name
 * @param executors jobs at a time
 * @param free jobs that it can take more now; not below 0
 * @param unavailable why it gets no work; empty: it does
 */
public record AgentOffer(AgentId agent, String name, Set<String> labels, int executors, int free, String unavailable) {
    public AgentOffer {
        if (free < 0) {
            throw new IllegalArgumentException("Below 0: free is " + free);
        }
        labels = Set.copyOf(labels);
    }

    AgentOffer withOneLess() {
        return new AgentOffer(agent, name, labels, executors, free - 1, unavailable);
    }

    boolean open() {
        return free > 0 && unavailable.isEmpty();
    }
}
