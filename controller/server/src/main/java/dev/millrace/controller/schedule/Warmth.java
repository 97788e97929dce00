package dev.millrace.controller.schedule;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.queue.QueuedJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which agents had a project's workspace or filled a cache last. Keys live in two generations: one that is used moves to the young one, and when that
 * is full it becomes the old one, whose keys are forgotten. So what was used lately stays, without an order that every use would have to mend.
 */
final class Warmth {
    /** In a generation. */
    private static final int KEYS = 50_000;

    private static final int AGENTS = 4;

    private Map<Object, List<AgentId>> young = new HashMap<>();
    private Map<Object, List<AgentId>> old = new HashMap<>();

    private record Cache(long organization, String name) {}

    /** Most promising first. */
    List<AgentId> agents(Waiting waiting) {
        var byProject = known(waiting.account.project);
        var job = waiting.job;
        if (job.needs().cache().isEmpty()) {
            return byProject;
        }
        var agents = new ArrayList<>(byProject);
        agents.addAll(known(cache(job)));
        return agents;
    }

    void started(Waiting waiting, AgentId agent) {
        note(waiting.account.project, agent);
        var job = waiting.job;
        if (!job.needs().cache().isEmpty()) {
            note(cache(job), agent);
        }
    }

    private static Cache cache(QueuedJob job) {
        return new Cache(job.owner().organization().value(), job.needs().cache());
    }

    private void note(Object key, AgentId agent) {
        var agents = used(key);
        if (!agents.isEmpty() && agents.getFirst().equals(agent)) {
            return;
        }
        agents.remove(agent);
        agents.addFirst(agent);
        if (agents.size() > AGENTS) {
            agents.removeLast();
        }
    }

    private List<AgentId> known(Object key) {
        var agents = find(key);
        return agents == null ? List.of() : agents;
    }

    private @Nullable List<AgentId> find(Object key) {
        var agents = young.get(key);
        return agents != null ? agents : old.get(key);
    }

    private List<AgentId> used(Object key) {
        var agents = young.get(key);
        if (agents == null) {
            agents = Objects.requireNonNullElseGet(old.remove(key), () -> new ArrayList<>(AGENTS));
            if (young.size() >= KEYS) {
                old = young;
                young = new HashMap<>();
            }
            young.put(key, agents);
        }
        return agents;
    }
}
