package dev.millrace.controller.fleet;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the controller itself notes about agents: who they are, whether they answer, how they fare. Safe for use by many threads. Reads are from
 * memory; {@link #join} and {@link #meet} may write to the database.
 */
public interface FleetRegister {
    /**
     * Lets an agent in that showed a valid join token, as a new one or, where its key is known, as itself with what it says now. Only here can an
     * agent get labels.
     */
    Admission join(Digest key, Introduction introduction);

    /** Lets a known agent in. Labels that it did not join with are not granted; fewer are fine. */
    Admission meet(Digest key, Introduction introduction);

    /** An agent is to be asked for another key: its own is old, or somebody wants it. */
    boolean keyIsDue(AgentId agent);

    /**
     * An agent made another key, by which it is known from now on as well; the first time that it comes with it, the one before is forgotten. False
     * where another agent has that key. Repeating it changes nothing.
     */
    boolean madeKey(AgentId agent, Digest key);

    /** It answers. */
    void present(AgentId agent);

    /** It does not answer any more. */
    void away(AgentId agent, String reason);

    /** A heartbeat came. Does not block. */
    void report(AgentId agent, HealthReport health);

    /** How many jobs it has now. */
    void busy(AgentId agent, int jobs);

    /** It has no job and no lease that is not over. */
    boolean isIdle(AgentId agent);

    /**
     * An agent is given a job now. An ephemeral one gets no other from here on: the row that says so is to be committed with the lease. Empty for any
     * other agent. Does not block.
     */
    Optional<Write<?>> spend(AgentId agent);

    /**
     * Drops an ephemeral agent: its key is unknown from here on, its name free. The row that goes is to be committed. Empty where there is no such
     * agent. Does not block.
     */
    Optional<Write<?>> drop(AgentId agent);

    /** Ephemeral agents that were not there, nor seen, since an instant. */
    List<AgentId> vanished(Instant since);

    /** Facts of an agent that was not removed; {@link Fleet.AgentFacts#busy} included. */
    Optional<Fleet.AgentFacts> facts(AgentId agent);

    /** Kinds of sandboxes that an agent has proven; none where it is not known. */
    List<String> sandboxes(AgentId agent);

    /** All that were not removed. */
    List<Fleet.AgentFacts> all();

    /** Why an agent gets no jobs now; empty where it does. */
    Optional<String> unavailable(AgentId agent);

    /** Tells of changes from now on, for as long as the controller lives. */
    void follow(Listener listener);

    /** Hears of changes. Must not block. */
    interface Listener {
        /** Presence, labels, capacity, health or state of an agent changed, or it was removed. */
        void changed(AgentId agent);
    }

    /** The answer to an agent at the door. */
    sealed interface Admission {}

    /** It may come in. */
    record Admitted(AgentId agent, String name) implements Admission {}

    /** It may not, for good. */
    record Rejected(String code, String message) implements Admission {}

    /**
     * What an agent says of itself, checked.
     *
     * @param name letters, digits, dots, dashes, underscores; at most 100
     * @param labels at most 200 of at most 100 characters, without spaces and controls
     * @param executors from 1 to 1,000
     * @param environment at most 500 variables and 64 Ki characters
     * @param platform {@code linux/amd64}
     * @param release of its program
     * @param protocol version that it speaks
     * @param sandboxes kinds that it can start
     * @param cpuMillis of its machine, in thousandths of a core; 0: it does not say
     * @param memoryBytes of its machine; 0: it does not say
     * @param ephemeral it takes one job and leaves; it has one executor, whatever it says
     */
    record Introduction(
            String name,
            List<String> labels,
            int executors,
            Map<String, String> environment,
            String platform,
            String release,
            int protocol,
            List<String> sandboxes,
            int cpuMillis,
            long memoryBytes,
            boolean ephemeral) {
        public Introduction {
            executors = ephemeral ? 1 : executors;
            IntroductionRules.check(cpuMillis, memoryBytes);
            IntroductionRules.check(name, labels, executors, environment, platform, release, sandboxes);
            labels = labels.stream().distinct().sorted().toList();
            environment = Map.copyOf(environment);
            sandboxes = List.copyOf(sandboxes);
        }
    }

    /**
     * How an agent fares.
     *
     * @param diskFreeBytes where its workspaces are
     * @param memoryFreeBytes that the system could give now
     * @param clock what time it thinks it is
     * @param unhealthy what it says itself
     */
    record HealthReport(long diskFreeBytes, long memoryFreeBytes, Instant clock, List<String> unhealthy) {
        public HealthReport {
            unhealthy = List.copyOf(unhealthy);
        }
    }
}
