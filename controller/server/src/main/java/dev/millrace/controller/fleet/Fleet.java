package dev.millrace.controller.fleet;

import dev.millrace.controller.base.AgentId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Agents as people see them. Safe for use by many threads. */
public interface Fleet {
    /** All that were not removed, by name. */
    List<AgentFacts> agents();

    Optional<AgentFacts> agent(AgentId id);

    /** Takes no new jobs from now on, or does again. */
    void drain(AgentId id, boolean on);

    /** Asks an agent for another key, now or when it is there; the old one is refused once the new one was used. */
    void rotate(AgentId id);

    /** Takes an agent out for good: its key is refused from now on. */
    void remove(AgentId id);

    /**
     * An agent.
     *
     * @param id unique in the installation
     * @param name unique
     * @param labels that jobs can ask for; its name is one of them
     * @param executors jobs at a time
     * @param busy jobs now
     * @param connected it answers
     * @param state {@code enabled}, {@code draining}, {@code disabled}; {@code spent}: an ephemeral one that was given its job
     * @param platform {@code linux/amd64}
     * @param release of its program
     * @param unhealthy why it gets no work; empty: it is fine
     * @param environment its own variables for jobs
     * @param lastSeenAt empty: never
     * @param cpuMillis of its machine, in thousandths of a core; 0: not known
     * @param memoryBytes of its machine; 0: not known
     * @param ephemeral it gets one job and is dropped after it
     */
    record AgentFacts(
            AgentId id,
            String name,
            List<String> labels,
            int executors,
            int busy,
            boolean connected,
            String state,
            String platform,
            String release,
            List<String> unhealthy,
            Map<String, String> environment,
            Optional<Instant> lastSeenAt,
            int cpuMillis,
            long memoryBytes,
            boolean ephemeral) {}
}
