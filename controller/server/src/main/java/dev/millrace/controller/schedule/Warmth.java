package dev.millrace.controller.schedule;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.queue.QueuedJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Which agents had a project's workspace or filled a cache last. The least used keys are forgotten. */
final class Warmth {
    private static final int KEYS = 100_000;
    private static final int AGENTS = 4;

    private final LinkedHashMap<Object, List<AgentId>> recent = new LinkedHashMap<>();

    private record Cache(long organization, String name) {}

    /** Most promising first. */
    List<AgentId> agents(QueuedJob job) {
        var byProject = recent.getOrDefault(job.owner().project(), List.of());
        if (job.needs().cache().isEmpty()) {
            return byProject;
        }
        var agents = new ArrayList<>(byProject);
        agents.addAll(recent.getOrDefault(cache(job), List.of()));
        return agents;
    }

    void started(QueuedJob job, AgentId agent) {
        note(job.owner().project(), agent);
        if (!job.needs().cache().isEmpty()) {
            note(cache(job), agent);
        }
    }

    private static Cache cache(QueuedJob job) {
        return new Cache(job.owner().organization().value(), job.needs().cache());
    }

    private void note(Object key, AgentId agent) {
        var agents = recent.get(key);
        if (agents == null) {
            agents = new ArrayList<>(AGENTS);
            recent.put(key, agents);
            if (recent.size() > KEYS) {
                recent.pollFirstEntry();
            }
        } else {
            recent.putLast(key, agents);
        }
        agents.remove(agent);
        agents.addFirst(agent);
        if (agents.size() > AGENTS) {
            agents.removeLast();
        }
    }
}
