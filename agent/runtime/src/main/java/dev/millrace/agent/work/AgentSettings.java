package dev.millrace.agent.work;

import dev.millrace.agent.supervisor.OutputLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What who starts an agent says about it.
 *
 * @param executors jobs at a time
 * @param environment for all jobs of this agent
 * @param directory the agent's own
 * @param output how much of it may wait for the controller
 * @param absoluteWorkspaces custom workspaces may be anywhere
 */
public record AgentSettings(
        String name,
        List<String> labels,
        int executors,
        Map<String, String> environment,
        Path directory,
        OutputLimits output,
        boolean absoluteWorkspaces) {
    public AgentSettings {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An agent has a name");
        }
        if (executors < 1) {
            throw new IllegalArgumentException("An agent has at least one executor, not " + executors);
        }
        labels = List.copyOf(labels);
        environment = Map.copyOf(environment);
    }
}
