package dev.millrace.controller.lease;

import dev.millrace.controller.base.AgentId;
import java.util.List;
import java.util.Map;

/**
 * A lease that its agent accepted.
 *
 * @param key names it in every message
 * @param agent that holds it
 * @param agentName for people
 * @param workspace absolute path, as processes of the job see it
 * @param environment what processes of the job start from
 * @param unix the agent has Unix paths and shells
 * @param sandbox kind of isolation that is used
 * @param notices for the run's log
 */
public record Lease(
        LeaseKey key,
        AgentId agent,
        String agentName,
        String workspace,
        Map<String, String> environment,
        boolean unix,
        String sandbox,
        List<String> notices) {
    public Lease {
        environment = Map.copyOf(environment);
        notices = List.copyOf(notices);
    }
}
