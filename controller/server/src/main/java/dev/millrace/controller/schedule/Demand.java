package dev.millrace.controller.schedule;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.queue.QueuedJob;
import dev.millrace.controller.queue.Resources;
import dev.millrace.controller.queue.Throttle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job takes on its agent. Jobs with equal demands fit the same agents. It is looked up for every job that comes, and knows its hash.
 */
final class Demand {
    static final Demand PLAIN = new Demand(Resources.NONE, List.of());

    /** Beside an executor. */
    final Resources resources;
    /** What it is limited by on one agent. */
    final List<PerAgent> perAgent;

    private final int hash;

    private Demand(Resources resources, List<PerAgent> perAgent) {
        this.resources = resources;
        this.perAgent = perAgent;
        this.hash = resources.hashCode() * 31 + perAgent.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Demand demand
                && hash == demand.hash
                && resources.equals(demand.resources)
                && perAgent.equals(demand.perAgent);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    static Demand of(QueuedJob job) {
        var needs = job.needs();
        if (needs.throttles().isEmpty()) {
            return needs.resources().none() ? PLAIN : new Demand(needs.resources(), List.of());
        }
        var perAgent = new ArrayList<PerAgent>();
        for (var throttle : needs.throttles()) {
            if (throttle.mostPerAgent() > 0) {
                perAgent.add(new PerAgent(Kind.of(job, throttle), throttle.mostPerAgent()));
            }
        }
        return new Demand(needs.resources(), List.copyOf(perAgent));
    }

    /** An executor and nothing else: whatever frees an agent makes room for it. */
    boolean plain() {
        return perAgent.isEmpty() && resources.none();
    }

    /** At most so many jobs of a kind. */
    record PerAgent(Kind kind, int most) {}

    /**
     * What throttles count.
     *
     * @param project 0: all of the organization
     */
    record Kind(OrganizationId organization, long project, String category) {
        static Kind of(QueuedJob job, Throttle throttle) {
            var owner = job.owner();
            ProjectId project = owner.project();
            return new Kind(
                    owner.organization(), throttle.category().isEmpty() ? project.value() : 0, throttle.category());
        }
    }
}
