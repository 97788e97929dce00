package dev.millrace.controller.schedule;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.queue.LabelExpression;
import dev.millrace.controller.queue.QueuedJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which waiting job goes to which agent. It holds what is known (jobs that wait, agents that offer) and does nothing by itself: the same
 * calls give the same decisions. For one thread at a time.
 *
 * <p>Jobs are grouped by label expression and agents by label set, and which group can serve which is worked out once per pair. A decision takes
 * the first job among the lines that an open pool can serve: O(log jobs + log agents + pools of that line); neither jobs nor agents are scanned.
 * A pool that opens or fills up costs O(lines that it serves).
 */
public final class Scheduler {
    private final Map<JobId, QueuedJob> jobs = new HashMap<>();
    private final Map<LabelExpression, Line> lines = new HashMap<>();
    private final TreeSet<Line> ready = new TreeSet<>(Line.BY_FIRST_JOB);
    private final Map<AgentId, AgentOffer> agents = new HashMap<>();
    private final Map<String, AgentId> byName = new HashMap<>();
    private final Map<Set<String>, Pool> pools = new HashMap<>();
    private final Map<AgentId, Pool> poolOf = new HashMap<>();
    private final Map<String, Integer> mentions = new HashMap<>();

    /** A job waits. One that waits already is replaced. */
    public void add(QueuedJob job) {
        remove(job.id());
        jobs.put(job.id(), job);
        var known = lines.get(job.labels());
        var line = known == null ? open(job.labels()) : known;
        change(line, () -> line.jobs.add(job));
    }

    /** A job waits no more; false where it did not. */
    public boolean remove(JobId id) {
        var job = jobs.remove(id);
        if (job == null) {
            return false;
        }
        var line = line(job.labels());
        change(line, () -> line.jobs.remove(job));
        if (line.jobs.size() == 0) {
            close(line);
        }
        return true;
    }

    /** How an agent stands now. */
    public void offer(AgentOffer offer) {
        var known = agents.get(offer.agent());
        var pool = poolOf.get(offer.agent());
        if (known != null
                && pool != null
                && known.name().equals(offer.name())
                && known.labels().equals(offer.labels())) {
            agents.put(offer.agent(), offer);
            boolean wasOpen = pool.isOpen();
            pool.remove(known);
            pool.add(offer);
            opened(pool, wasOpen);
            return;
        }
        withdraw(offer.agent());
        agents.put(offer.agent(), offer);
        byName.put(offer.name(), offer.agent());
        place(offer);
    }

    /** An agent is gone. */
    public void withdraw(AgentId agent) {
        var known = agents.remove(agent);
        if (known == null) {
            return;
        }
        byName.remove(known.name());
        displace(known);
    }

    /** At most {@code limit} decisions, the most urgent first. Each is taken as done: the job is out and the agent has one executor less. */
    public List<Assignment> decide(int limit) {
        var decisions = new ArrayList<Assignment>();
        while (decisions.size() < limit && !ready.isEmpty()) {
            var line = ready.first();
            var job = line.jobs.first().orElseThrow();
            var agent = line.bestAgent();
            remove(job.id());
            offer(agent.withOneLess());
            decisions.add(new Assignment(job, agent.agent()));
        }
        return decisions;
    }

    /** The first jobs, in the order in which they would be served if every agent could serve all. */
    public List<QueuedJob> waiting(int limit) {
        return Merge.first(lines.values().stream().map(line -> line.jobs).toList(), limit);
    }

    /** How many wait. */
    public int size() {
        return jobs.size();
    }

    /** What a job waits for and what would start it; empty where it does not wait. */
    public Optional<String> why(JobId id) {
        return Optional.ofNullable(jobs.get(id))
                .map(job -> Explanation.of(job, line(job.labels()).jobs.first(), agents.values()));
    }

    private Line line(LabelExpression labels) {
        var line = lines.get(labels);
        if (line == null) {
            throw new IllegalStateException("A waiting job is in no line: " + labels);
        }
        return line;
    }

    private Line open(LabelExpression labels) {
        var line = new Line(labels);
        for (var name : labels.names()) {
            mentions.merge(name, 1, Integer::sum);
            // An agent that is asked for by name leaves the pool of its like.
            var named = byName.get(name);
            if (named != null) {
                var offer = agents.get(named);
                if (offer != null) {
                    displace(offer);
                    place(offer);
                }
            }
        }
        for (var pool : pools.values()) {
            if (labels.matches(pool.labels)) {
                line.pools.add(pool);
                pool.lines.add(line);
                line.openPools += pool.isOpen() ? 1 : 0;
            }
        }
        lines.put(labels, line);
        return line;
    }

    private void close(Line line) {
        lines.remove(line.jobs.labels());
        line.pools.forEach(pool -> pool.lines.remove(line));
        for (var name : line.jobs.labels().names()) {
            mentions.computeIfPresent(name, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private void place(AgentOffer offer) {
        var labels = new HashSet<>(offer.labels());
        if (!mentions.containsKey(offer.name())) {
            labels.remove(offer.name());
        }
        var pool = pools.get(labels);
        if (pool == null) {
            pool = new Pool(Set.copyOf(labels));
            pools.put(pool.labels, pool);
            for (var line : lines.values()) {
                if (line.jobs.labels().matches(labels)) {
                    line.pools.add(pool);
                    pool.lines.add(line);
                }
            }
        }
        poolOf.put(offer.agent(), pool);
        boolean wasOpen = pool.isOpen();
        pool.add(offer);
        opened(pool, wasOpen);
    }

    private void displace(AgentOffer offer) {
        var pool = poolOf.remove(offer.agent());
        if (pool == null) {
            return;
        }
        boolean wasOpen = pool.isOpen();
        pool.remove(offer);
        opened(pool, wasOpen);
        if (pool.isEmpty()) {
            pools.remove(pool.labels);
            pool.lines.forEach(line -> line.pools.remove(pool));
        }
    }

    private void opened(Pool pool, boolean wasOpen) {
        if (pool.isOpen() != wasOpen) {
            int difference = pool.isOpen() ? 1 : -1;
            for (var line : pool.lines) {
                change(line, () -> line.openPools += difference);
            }
        }
    }

    /** Takes the line out of what is ready before its order changes, and puts it back where it then belongs. */
    private void change(Line line, Runnable change) {
        if (line.ready) {
            ready.remove(line);
        }
        change.run();
        line.ready = line.openPools > 0 && line.jobs.size() > 0;
        if (line.ready) {
            ready.add(line);
        }
    }
}
