package dev.millrace.controller.schedule;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.queue.Resources;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A scheduler with a clock that stands still until it is moved, and short words for what happens to it. */
final class Stage {
    final Scheduler scheduler;
    Instant now = Instant.EPOCH;
    List<Eviction> evictions = List.of();

    Stage() {
        this(Policy.USUAL);
    }

    Stage(Policy policy) {
        scheduler = new Scheduler(policy);
    }

    static AgentOffer agent(long id, int executors, String... labels) {
        return agent(id, executors, AgentOffer.UNSTATED, labels);
    }

    static AgentOffer agent(long id, int executors, Resources capacity, String... labels) {
        var all = new TreeSet<>(Set.of(labels));
        all.add("agent" + id);
        return new AgentOffer(new AgentId(id), "agent" + id, all, executors, capacity, false, "");
    }

    static AgentOffer exclusive(AgentOffer offer) {
        return new AgentOffer(
                offer.agent(), offer.name(), offer.labels(), offer.executors(), offer.capacity(), true, "");
    }

    static AgentOffer unavailable(AgentOffer offer, String why) {
        return new AgentOffer(
                offer.agent(),
                offer.name(),
                offer.labels(),
                offer.executors(),
                offer.capacity(),
                offer.exclusive(),
                why);
    }

    Stage agents(AgentOffer... offers) {
        List.of(offers).forEach(scheduler::offer);
        return this;
    }

    Stage jobs(TestJob... jobs) {
        List.of(jobs).forEach(job -> scheduler.add(job.it()));
        return this;
    }

    Stage finished(long... ids) {
        for (long id : ids) {
            scheduler.finished(new JobId(id));
        }
        return this;
    }

    Stage after(long seconds) {
        now = now.plusSeconds(seconds);
        return this;
    }

    /** {@code 1->7}: job 1 goes to agent 7. */
    List<String> decide() {
        return decide(Integer.MAX_VALUE);
    }

    List<String> decide(int limit) {
        var decisions = scheduler.decide(now, limit);
        evictions = decisions.evictions();
        return decisions.assignments().stream()
                .map(decision -> decision.job().id() + "->" + decision.agent())
                .toList();
    }

    String why(long id) {
        return scheduler.why(new JobId(id), now).orElseThrow();
    }
}
