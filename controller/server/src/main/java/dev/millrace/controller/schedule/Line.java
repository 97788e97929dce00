package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.LabelExpression;
import dev.millrace.controller.queue.WaitingLine;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/** Jobs of one label expression, and the pools that can serve them. */
final class Line {
    /** Only for lines that have a job. Jobs are all different, so that two lines are never equal. */
    static final Comparator<Line> BY_FIRST_JOB =
            Comparator.comparing(line -> line.jobs.first().orElseThrow());

    final WaitingLine jobs;
    final Set<Pool> pools = new HashSet<>();
    /** How many of {@link #pools} have an agent that can take a job. */
    int openPools;
    /** It is in the scheduler's set of lines that can be served. */
    boolean ready;

    Line(LabelExpression labels) {
        jobs = new WaitingLine(labels);
    }

    /** The agent with most executors free, for an even spread. */
    AgentOffer bestAgent() {
        return pools.stream()
                .filter(Pool::isOpen)
                .map(Pool::best)
                .min(Pool.BEST_FIRST)
                .orElseThrow(() -> new IllegalStateException("No open pool for " + jobs.labels()));
    }
}
